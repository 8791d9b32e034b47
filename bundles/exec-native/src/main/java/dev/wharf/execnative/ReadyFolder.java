package dev.wharf.execnative;

import java.util.Optional;

/** A run folder that is ready for a launch, perhaps with a monitor that waits in it. Belongs to one thread. */
final class ReadyFolder {
    private final RunFolder folder;
    private final Runnable abandoned;
    private Optional<WaitingMonitor> monitor;

    /**
     * Takes over a folder.
     *
     * @param abandoned called when nothing was launched
     */
    ReadyFolder(RunFolder folder, Optional<WaitingMonitor> monitor, Runnable abandoned) {
        this.folder = folder;
        this.monitor = monitor;
        this.abandoned = abandoned;
    }

    RunFolder folder() {
        return folder;
    }

    /** Who waits in it, for the caller to start or to dismiss. */
    Optional<WaitingMonitor> takeMonitor() {
        Optional<WaitingMonitor> taken = monitor;
        monitor = Optional.empty();
        return taken;
    }

    /** Nothing was launched: removes every trace. */
    void abandon() {
        takeMonitor().ifPresent(WaitingMonitor::dismiss);
        folder.remove();
        abandoned.run();
    }
}
