"""Words of everyday topics that people also ask about in chats, and that few knowledge bases are about."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from learning.rules.spelling import SHORTEST, SHORTEST_WITHOUT_VOWELS, is_shortened, without_vowels
from learning.rules.terms import roots_of

_LISTED = """
cuti haji umrah umroh gaji gajian tunjangan tukin remunerasi lembur thr pppk cpns pensiun pensiunan pesangon
absen absensi presensi fingerprint sidik wfh wfo shift mutasi pangkat skp taspen korpri rekrutmen lowongan
loker lamaran wawancara magang resign phk karier jabatan seragam batik reimburse sppd salary payroll payslip
overtime allowance pension retirement vacancy resume attendance maternity paternity upah outsourcing rapel
inpassing outing gathering wages

kredit kpr cicilan angsuran pinjol utang hutang deposito tabungan atm bank saldo giro dolar kurs valas saham
reksadana obligasi bitcoin kripto crypto investasi emas antam dividen pegadaian gadai koperasi asuransi
premi bpjs jht pajak spt npwp efin ptkp pbb loan mortgage credit savings bond bonds stock stocks invest
investment gold tax taxes insurance refund debt tenor ngutang rentenir leasing nabung menabung ewallet gopay
ovo paylater dividend

motor mobil sepeda oli aki ban rem kopling busi knalpot bengkel servis bensin solar spbu sim stnk bpkb
samsat tilang skck parkir tol truk motorcycle motorbike car engine overheat brake brakes tire tyre oil
driving garage parking spion klakson transmisi matic velg radiator karburator scooter gasoline petrol tires

paspor visa imigrasi tiket pesawat bandara maskapai bagasi kereta stasiun krl mrt lrt busway kapal feri ojek
taksi gojek grab rute hotel penginapan villa wisata liburan piknik pantai gunung candi itinerary turis
passport flight airport train railway ferry travel tourist beach mountain bus terminal pelabuhan pendakian
snorkeling kamping homestay jembatan macet subway taxi tour camping

cuaca hujan ujan mendung gempa tsunami gelombang musim kemarau badai weather rain forecast earthquake storm
petir salju prakiraan letusan typhoon volcano

bola sepakbola futsal badminton bulutangkis tenis basket voli renang lari maraton senam yoga gym fitness
raket liga klasemen skor offside piala timnas olimpiade atlet football soccer tennis basketball volleyball
swimming tournament champion players pelatih stadion wasit tinju silat panahan golf biliar pemanah stadium
referee boxing

film bioskop drakor drama sinetron anime komik konser lagu lirik chord musik gitar piano biola penyanyi
artis aktor aktris sutradara netflix youtube spotify game catur karaoke movie movies cinema song songs music
guitar guitars concert singer actor chess comedy podcast festival teater lukisan melukis menari tarian
gitaris fotografi serial episode streaming lyrics painting dance dancing theater

resep memasak bumbu rendang soto rawon opor sambal sate bolu donat puding bakwan tumis oven adonan ragi
mentega uduk cooker restoran kafe recipe recipes cook cooking bake baking cake pudding dough restaurant
pempek rujak gado pecel martabak bakmi seblak nastar cabe lengkuas serai gurih chef dessert noodle

kontrakan apartemen sertifikat shm girik notaris warisan imb pln pdam pipa wastafel keran genteng atap
tembok rayap nyamuk setrika kompor elpiji sofa kasur jahit noda pijat sink drain laundry furniture apartment
arsitek renovasi plafon semen gorden bantal seprai kipas renovation plumber roof ceiling mattress curtain

menanam tanaman tanam pupuk benih cangkok stek hidroponik pot mawar anggrek kaktus cabai kangkung mangga
kebun taman rumput plants garden gardening rose roses tree trees seeds fertilizer padi jagung tomat panen
sawah petani bertani pisang durian pestisida irigasi kompos farm farming harvest corn

kucing anjing hamster kelinci burung akuarium kambing kandang peliharaan dog dogs puppy kitten cat cats pets
bird birds aquarium kura reptil ular monyet gajah harimau kupu lebah sarang snake elephant tiger monkey bee

popok mpasi daycare cerai mertua pacar jodoh sd smp sma smk tk paud ppdb zonasi rapor ijazah kuliah skripsi
beasiswa les kursus kurikulum dosen toefl ielts lpdp diaper divorce homework scholarship college university
kindergarten mainan arisan reuni remaja pubertas dongeng mengasuh tantrum wisuda universitas akreditasi toys
teenager parenting graduation

sholat shalat salat puasa sahur imsak magrib subuh doa niat zakat quran masjid gereja misa natal kiblat
qurban tahlil ceramah ramadan ramadhan prayer fasting mosque church bible wudu tahajud ustaz pendeta pura
vihara hindu buddha kristen islami injil surah ayat azan hijab easter christmas hajj

rumus matematika fisika kimia biologi aljabar integral akar kuadrat lingkaran segitiga prima pecahan newton
gesek mitosis periodik luas perang kerajaan presiden gubernur proklamator ibukota benua provinsi sungai
penduduk planet translate terjemahan inggris mandarin jepang korea arab pantun puisi math physics chemistry
algebra equation derivative triangle war kingdom president continent river japanese grammar fosil dinosaurus
atom molekul magnet geografi samudra benteng prasejarah astronomi galaksi pancasila antonim sinonim
peribahasa vocabulary geography ocean galaxy dinosaur poem

printer tinta vlookup monitor keyboard mouse proyektor hdmi lemot ac lift toilet kursi lampu laci projector
elevator chair stapler font fotokopian charger bluetooth speaker headset earphone mikrofon

belanja sepatu baju celana salon rambut cukur jerawat langsing iphone samsung xiaomi pulsa ongkir shopee
tokopedia lazada shoes shirt hair haircut shopping tato kain mal furnitur reparasi perfume clothes dress
mall jewelry

pemilu pilkada pilpres caleg partai pengadilan hakim domisili election lawyer dpr dprd mpr parlemen
demonstrasi tentara militer perceraian senate parliament army soldier
"""
"""A paragraph each: work and pay, money, vehicles, travel, weather, sport, films and music, cooking, house
and land, garden, animals, family and school, religion, school subjects and the world, machines and rooms,
shops, politics and courts.

Words that offices or the shipped fields need for other things (`jam`, `meja`, `ayam`, `ktp`) are left out. A
base may well be about some of these: a word counts only as far as the passage found says little of it.
"""

_ROOTS = frozenset(root for word in _LISTED.split() for root in roots_of(word))


def is_everyday(word: str) -> bool:
    """Whether a word is one of these, in whatever form."""
    return not _ROOTS.isdisjoint(roots_of(word))


@lru_cache(maxsize=20_000)
def names_everyday_topic(word: str) -> bool:
    """Whether a word is one of these, in whatever form or with vowels left out."""
    if is_everyday(word):
        return True
    if len(word) < SHORTEST_WITHOUT_VOWELS:
        return False
    return any(
        word[-1] == whole[-1] and is_shortened(word, whole)
        for whole in _SHORTENED.get(without_vowels(word), ())
    )


def _shortened(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) > SHORTEST:
            found.setdefault(without_vowels(word), []).append(word)
    return found


_SHORTENED = _shortened(_LISTED.split())
