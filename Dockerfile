# The parts are built in one stage, and only the result is kept: an environment without the tools that made it.
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv --without-pip /venv
COPY requirements.lock ./
RUN pip --python /venv install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml setup.py README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN pip --python /venv install --no-cache-dir --no-deps .

FROM python:3.11-slim
# Everything but the data folder and a folder for temporary files may be read-only. matplotlib keeps its list of
# fonts there.
ENV MPLCONFIGDIR=/tmp/matplotlib \
    PYTHONDONTWRITEBYTECODE=1
RUN mkdir -p /footnote/knowledge /footnote/data \
    && chown 10001:10001 /footnote/data
COPY --from=build /venv /venv
WORKDIR /footnote
VOLUME ["/footnote/data"]
USER 10001:10001
# It is asked from inside, so the port need not be published. While Discord is away it says so, and it is not
# started anew for that: it connects again by itself.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["/venv/bin/python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8787/health', timeout=4)"]
ENTRYPOINT ["/venv/bin/footnote"]
CMD ["run"]
