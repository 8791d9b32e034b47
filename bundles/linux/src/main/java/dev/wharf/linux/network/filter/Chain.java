package dev.wharf.linux.network.filter;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * A chain, which holds rules.
 *
 * @param table it is in
 * @param name unique in its table
 * @param base where the kernel begins with it; empty for one that only rules lead to
 */
public record Chain(Table table, String name, Optional<Base> base) {
    /** What a chain is for. */
    public enum Type {
        /** To let pass and drop. */
        FILTER,
        /** To change addresses; sees the first packet of each connection. */
        NAT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of packets that no rule decides on; linux/netfilter.h, NF_DROP and NF_ACCEPT. */
    public enum Policy {
        /** They end here. */
        DROP(0),
        /** They go on. */
        ACCEPT(1);

        private final int number;

        Policy(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where the kernel begins with a chain.
     *
     * @param type what it is for
     * @param hook where on their way it sees packets
     * @param priority lower ones come first
     * @param policy for packets that no rule decides on
     */
    public record Base(Type type, Hook hook, int priority, Policy policy) {
        /** Checks all parts. */
        public Base {
            requireNonNull(type, "type");
            requireNonNull(hook, "hook");
            requireNonNull(policy, "policy");
        }

        @Override
        public String toString() {
            return "{ type " + type + " hook " + hook + " priority " + priority + "; policy " + policy + "; }";
        }
    }

    /** Checks all parts. */
    public Chain {
        requireNonNull(table, "table");
        requireNonNull(name, "name");
        requireNonNull(base, "base");
    }

    /** A chain that only rules lead to. */
    public static Chain named(Table table, String name) {
        return new Chain(table, name, Optional.empty());
    }

    /** A chain that the kernel begins with. */
    public static Chain base(Table table, String name, Base base) {
        return new Chain(table, name, Optional.of(base));
    }

    @Override
    public String toString() {
        return table + " " + name;
    }
}
