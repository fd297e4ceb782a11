"""Words that say nothing of what is asked: Indonesian, English, and how people write in chats."""

_LISTED = """
ada adakah adalah agar akan aku anda antara apa apabila apakah apalagi atas atau bagaimana bagaimanakah bagi
bahwa baik bahkan banget beberapa begini begitu belum benar berapa berapakah beserta betul biar bila bisa
bisakah boleh bolehkah buat bukan bukankah cara caranya cuma dalam dan dapat dapatkah dari daripada demikian
dengan depan di dia dialah diri dong dulu entah guna hal hanya harap harus haruskah hendak hingga ia ialah
ini itu itukah jadi jangan jika jikalau juga justru kah kalau kali kalian kami kamu kan kapan kapankah
karena ke kenapa kepada ketika kira kita kok lagi lah lain lalu lebih maka malah mana manakah masih mau
maupun melainkan melalui memang mengapa mereka meski meskipun mesti misal misalnya mohon mungkin nah namun
nanti nya oleh orang pada padahal paling para pasti per perlu perlukah pernah pula pun saat saja saling
sambil sampai sangat saya sebab sebagai sebagaimana sebelum sebuah sedang sedangkan segala sehingga sejak
selain selama selalu seluruh semua sementara sempat sendiri seorang seperti sering serta sesuatu setelah
setiap siapa siapakah sih silakan suatu sudah supaya tadi tanpa tapi telah tentang tentu terhadap tersebut
terus tetap tetapi tiap tidak tidakkah toh tolong untuk untuknya usah wah walau walaupun ya yaitu yakni yang
sebaiknya seharusnya sebenarnya sesungguhnya sepertinya kayaknya rupanya ternyata terlalu telanjur terlanjur
biasanya kadang terkadang kemudian lantas sesudah sewaktu ketimbang sekadar sekedar sekaligus sekali katanya
bilang termasuk soal mengenai seputar macam semacam semisal apaan ngapa begitulah asal asalkan andai
seandainya seolah entahlah ayo yuk aduh duh wow oke dll dsb dst tuh tu kayak kek bikin abis aja ajah ajh aq
ato bgaimana bgmn bgt bhw blm bnr bs bsa brp brpa cm cuman d dgn dlm dmn dmana dpt dr dri eh emang emangnya
emg ama sblm gmna gmn enggak engga g ga gak gaes gan gimana gitu gk gmana gtu gw gue halo hai hi hrs jd jg
jgn jk ka kak kalo kapn kdg kl klo klw km kmrn knp kpd kpn krn kyk lg lgi lo loh lu mah maap maaf mba mbak
mas min minta misi mksd mo n ngga nggak ngapain nih nnti ny pake pas pak bu bpk ibu permisi pd q s sdh sdg
sbg sama sampe selamat sgt sich sm smpe spt spy sy tanya bertanya td tdk tp tpi thx trs trus tsb udah udh
untk utk w x y yah yg a about am an and any are as at be been being but by can could did do does doing for
from had has have having he her hello here hers him his how i if in into is it its itself just may me might
must my no nor not of off on once only or other our ours out over own please same shall she should so some
such than that the their them then there these they this those through to too under until up very was we
were what whats when where whether which while who whom why will with would you your yours thanks thank mean
means tell need want get got also already before after still yet ever never us even really another each
every both many much more most lot lots thing things way someone somebody anyone anything something ok okay
let lets via ll ve re else since during without within say says said know use used using like because
"""

STOPWORDS = frozenset(_LISTED.split())
"""Left out of the index and of questions; a question of nothing else is none."""
