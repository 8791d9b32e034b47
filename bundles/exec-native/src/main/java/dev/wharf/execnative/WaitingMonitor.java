package dev.wharf.execnative;

import dev.wharf.linux.Fd;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.MonitorProgram;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import java.util.Map;

/**
 * A monitor that was started before there was anything to launch. A launch that finds it of no use goes on without it. Belongs
 * to one thread at a time.
 *
 * @param program that it runs
 * @param folder its run folder, which is yet to be moved to where the launch wants it
 * @param launch its FIFOs
 * @param pid its own
 * @param socket through which it gets the rest; without the other end it leaves
 */
record WaitingMonitor(MonitorProgram program, RunFolder folder, Launch launch, int pid, Fd socket) {

    /** Moves its folder to where the launch wants it; false when that cannot be, and then nothing of it is left. */
    boolean moveTo(RunFolder target) {
        try {
            folder.moveTo(target);
            return true;
        } catch (LinuxException ignored) { // whoever makes the folder instead finds out why
            dismiss();
            folder.remove();
            return false;
        }
    }

    /** Lets it launch; false when it is gone, and then nothing of it is left but the folder. */
    boolean begin(Map<Descriptor, Fd> descriptors) {
        try {
            program.handOver(socket, descriptors);
            socket.close();
            return true;
        } catch (LinuxException ignored) { // somebody has killed it: another one is started in its place
            dismiss();
            return false;
        }
    }

    /** Ends it; its folder stays. */
    void dismiss() {
        socket.close();
        launch.control().close();
        launch.notifications().close();
        program.reap(pid);
    }
}
