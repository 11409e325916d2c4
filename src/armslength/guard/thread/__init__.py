"""The memory of a conversation: details that arrive in pieces."""

from armslength.guard.thread.join import join_message
from armslength.guard.thread.state import MAX_STATE_BYTES, pack_state, unpack_state

__all__ = ["MAX_STATE_BYTES", "join_message", "pack_state", "unpack_state"]
