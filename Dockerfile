FROM python:3.11-slim AS builder
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/sela && python -m venv /opt/build
WORKDIR /source

COPY requirements.txt requirements-dev.txt ./
RUN /opt/sela/bin/pip install --no-compile --require-hashes -r requirements.txt
# The one build tool, at the version and hash that the developers' list pins.
RUN sed -n '/^setuptools==/,/[^\\]$/p' requirements-dev.txt > build.txt \
    && /opt/build/bin/pip install --require-hashes -r build.txt

COPY . .
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/sela/bin/pip install --no-compile --no-deps /wheels/sela-*.whl
# Compiled once here, Sela starts several times faster than when each container compiles anew.
RUN /opt/sela/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/sela/lib


FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /data sela \
    && install --directory --owner sela --group sela --mode 0750 /data
COPY --from=builder /opt/sela /opt/sela
ENV PATH=/opt/sela/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib
USER sela
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=2m --timeout=30s --start-period=2m --retries=3 CMD ["sela", "doctor", "--running"]
ENTRYPOINT ["sela"]
CMD ["run"]
