"""The only room with SQL: connection, migrations, encryption, and one module a table family."""

from bot.store.connection import Store

__all__ = ["Store"]
