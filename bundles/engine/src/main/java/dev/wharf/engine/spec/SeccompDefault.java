package dev.wharf.engine.spec;

import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.SeccompPolicy.Action;
import dev.wharf.spi.exec.SeccompPolicy.Condition;
import dev.wharf.spi.exec.SeccompPolicy.Condition.Operator;
import dev.wharf.spi.exec.SeccompPolicy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The system call filter of containers that do not bring their own: an allow-list that grows with capabilities. */
public final class SeccompDefault {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int AF_ALG = 38;
    private static final int AF_VSOCK = 40;
    private static final long INT_MASK = 0xffffffffL;

    /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET of clone(2). */
    private static final long CLONE_NAMESPACES = 0x7e020000L;

    /** What personality(2) may set: Linux, PER_LINUX32, UNAME26 with either, and the query. */
    private static final List<Long> PERSONALITIES = List.of(0x0L, 0x0008L, 0x20000L, 0x20008L, 0xffffffffL);

    private static final String SYS_ADMIN = "SYS_ADMIN";
    private static final int KEPT = 16;
    /** Most processes have the same capabilities; and a driver knows a filter that it has seen. */
    private static final Map<Set<String>, SeccompPolicy> MADE = new ConcurrentHashMap<>();

    private SeccompDefault() {}

    /**
     * The filter for processes with these capabilities. Unknown calls fail with EPERM; clone3 with ENOSYS, so that
     * libraries fall back to clone, whose flags a filter can see.
     *
     * @param capabilities names without {@code CAP_}
     */
    public static SeccompPolicy of(Set<String> capabilities) {
        if (MADE.size() > KEPT) {
            MADE.clear();
        }
        return MADE.computeIfAbsent(Set.copyOf(capabilities), SeccompDefault::make);
    }

    private static SeccompPolicy make(Set<String> capabilities) {
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(SystemCalls.COMMON, Action.allow(), List.of()));
        SystemCalls.BY_CAPABILITY.forEach((capability, calls) -> {
            if (capabilities.contains(capability)) {
                rules.add(new Rule(calls, Action.allow(), List.of()));
            }
        });
        if (!capabilities.contains(SYS_ADMIN)) {
            rules.add(new Rule(
                    List.of("clone"),
                    Action.allow(),
                    List.of(new Condition(0, Operator.MASKED_EQUAL, CLONE_NAMESPACES, 0))));
            rules.add(new Rule(List.of("clone3"), Action.errno(ENOSYS), List.of()));
        }
        rules.addAll(sockets());
        PERSONALITIES.forEach(value -> rules.add(
                new Rule(List.of("personality"), Action.allow(), List.of(new Condition(0, Operator.EQUAL, value, 0)))));
        return new SeccompPolicy(Action.errno(EPERM), rules);
    }

    private static List<Rule> sockets() {
        return List.of(
                refusedFamily(AF_ALG), refusedFamily(AF_VSOCK), new Rule(List.of("socket"), Action.allow(), List.of()));
    }

    /** The kernel looks at the lower half of the argument alone, so the filter must, too. */
    private static Rule refusedFamily(int family) {
        return new Rule(
                List.of("socket"),
                Action.errno(EPERM),
                List.of(new Condition(0, Operator.MASKED_EQUAL, INT_MASK, family)));
    }
}
