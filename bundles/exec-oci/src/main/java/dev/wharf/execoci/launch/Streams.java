package dev.wharf.execoci.launch;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ends of the standard streams. The container gets plain ends; the monitor holds others, so that no byte vanishes
 * while the daemon is away. It relays a terminal, and so needs them non-blocking.
 */
final class Streams {
    private Streams() {}

    static void open(LaunchPlan plan, Map<Descriptor, Fd> descriptors, Opened opened) {
        int both = Flags.O_RDWR | Flags.O_NONBLOCK;
        Lending lending = (descriptor, fifo, flags) ->
                fifo.ifPresent(path -> descriptors.put(descriptor, opened.lend(path.toString(), flags)));
        lending.lend(Descriptor.KEEP_STDIN, plan.stdio().stdin(), both);
        lending.lend(Descriptor.KEEP_STDOUT, Optional.of(plan.stdio().stdout()), both);
        lending.lend(Descriptor.KEEP_STDERR, plan.stdio().stderr(), both);
        if (!plan.terminal()) {
            lending.lend(Descriptor.STDIN, plan.stdio().stdin(), Flags.O_RDONLY);
            lending.lend(Descriptor.STDOUT, Optional.of(plan.stdio().stdout()), Flags.O_WRONLY);
            lending.lend(Descriptor.STDERR, plan.stdio().stderr(), Flags.O_WRONLY);
        } else if (plan.stdio().stdin().isEmpty()) {
            descriptors.put(Descriptor.KEEP_STDIN, opened.lend("/dev/null", Flags.O_RDONLY));
        }
    }

    /** What the keeper must close, or the end of an input would never be seen. */
    static List<Descriptor> lent(LaunchPlan plan) {
        List<Descriptor> lent = new ArrayList<>(List.of(Descriptor.KEEP_STDOUT));
        if (plan.terminal() || plan.stdio().stdin().isPresent()) {
            lent.add(Descriptor.KEEP_STDIN);
        }
        if (plan.stdio().stderr().isPresent()) {
            lent.add(Descriptor.KEEP_STDERR);
        }
        if (!plan.terminal()) {
            lent.addAll(starter(plan));
        }
        return lent;
    }

    private static List<Descriptor> starter(LaunchPlan plan) {
        List<Descriptor> lent = new ArrayList<>(List.of(Descriptor.STDOUT));
        if (plan.stdio().stdin().isPresent()) {
            lent.add(Descriptor.STDIN);
        }
        if (plan.stdio().stderr().isPresent()) {
            lent.add(Descriptor.STDERR);
        }
        return lent;
    }

    @FunctionalInterface
    private interface Lending {
        void lend(Descriptor descriptor, Optional<Path> fifo, int flags);
    }
}
