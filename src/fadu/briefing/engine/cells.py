"""A notebook's cells run in this process; outputs are read by nbclient's own rules."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from fadu.briefing.engine.kernel import Cells, Message

OPTIONS = ("allow_errors", "allow_error_names", "force_raise_errors", "skip_cells_with_tag",
           "store_widget_state", "record_timing")  # fmt: skip


class Runner(NotebookClient):
    """nbclient's rules for messages and errors, without a kernel process.

    Parameters
    ----------
    notebook
        Changed in place.
    kernel
        Of this process.
    options
        Those of `OPTIONS`.
    """

    def __init__(
        self, notebook: NotebookNode, kernel: IPythonKernel, options: Mapping[str, Any]
    ) -> None:
        super().__init__(notebook, **{k: v for k, v in options.items() if k in OPTIONS})
        self.reset_execution_trackers()
        self._cells = Cells(kernel, self._take)
        self._at: tuple[NotebookNode, int] | None = None
        self._changed: set[int] = set()
        self.kernel = kernel
        self._answers: list[Message] = []  # of widgets, as a browser would send them
        channel = SimpleNamespace(send=self._answers.append)
        self.kc = SimpleNamespace(session=kernel.session, shell_channel=channel)

    def run_cell(self, cell: NotebookNode, index: int) -> None:
        """Run one cell of the notebook and keep what it shows.

        Raises
        ------
        CellExecutionError
            It failed, and neither its tags nor the options allow that.
        DeadKernelError
            An earlier cell asked the shell to end.
        """
        if cell.cell_type != "code" or not cell.source.strip():
            return
        if self.skip_cells_with_tag in cell.metadata.get("tags", []):
            return
        if self.kernel.shell.exit_now:
            raise DeadKernelError("Kernel died")
        cell.outputs = []
        self.clear_before_next_output = False
        if self.record_timing:
            cell.metadata["execution"] = NotebookNode()
        self._at = cell, index
        try:
            reply = self._cells.run(cell.source)
        finally:
            self._at = None
        while self._answers:
            self.kernel.comm_manager.comm_msg(None, None, self._answers.pop(0))
        self.code_cells_executed += 1
        if self.record_timing:
            now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
            cell.metadata["execution"]["shell.execute_reply"] = now
        if reply["status"] == "error" and not self._allowed(cell, reply):
            raise CellExecutionError.from_cell_and_msg(cell, reply)

    def _allowed(self, cell: NotebookNode, reply: Mapping[str, Any]) -> bool:
        return not self.force_raise_errors and (
            self.allow_errors
            or reply.get("ename") in self.allow_error_names
            or "raises-exception" in cell.metadata.get("tags", [])
        )

    def _take(self, message: Message) -> None:
        if self._at is None:
            return
        try:
            self.process_message(message, *self._at)
        except CellExecutionComplete:
            return

    def _update_display_id(self, display_id: str, msg: Message) -> None:
        super()._update_display_id(display_id, msg)
        self._changed.update(self._display_id_map.get(display_id, {}))

    def changed_before(self, index: int) -> list[int]:
        """Return, once, the positions of the cells before `index` whose outputs were changed."""
        found = sorted(i for i in self._changed if i < index)
        self._changed.clear()
        return found

    def finish(self) -> None:
        """Note the language and the widgets in the notebook's metadata, as nbclient does."""
        self.nb.metadata["language_info"] = NotebookNode(self.kernel.language_info)
        self.set_widgets_metadata()
