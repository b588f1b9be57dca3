# The bot and the console: one image, two commands (see docker-compose.yml).
FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/opt/venv
RUN pip install --no-cache-dir uv==0.13.9 \
 && useradd --uid 10001 --create-home --shell /usr/sbin/nologin alder \
 && install -d -o alder -g alder -m 0700 /data /keys
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-cache
COPY bot bot
COPY nlu/__init__.py nlu/__init__.py
COPY nlu/grammar nlu/grammar
COPY responses responses
USER alder
ENV PATH=/opt/venv/bin:$PATH ALDER_DATABASE=/data/alder.db ALDER_MASTER_KEY_FILE=/keys/master.key
CMD ["python", "-m", "bot", "run", "--no-console"]
