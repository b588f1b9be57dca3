"""The least a bot can do: python-telegram-bot as its tutorial shows it, answering each text with itself."""

import logging
import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(update.message.text)


def main() -> None:
    logging.disable(logging.CRITICAL)
    builder = ApplicationBuilder().token(os.environ["ALDER_TELEGRAM_TOKEN"])
    app = builder.base_url(f"{os.environ['ALDER_TELEGRAM_API_URL']}/bot").build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling(poll_interval=0.0)


if __name__ == "__main__":
    main()
