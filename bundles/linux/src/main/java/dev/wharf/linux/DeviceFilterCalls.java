package dev.wharf.linux;

/** Calls on filters of device access in control groups of the second version; bpf(2). */
public interface DeviceFilterCalls {

    /**
     * Attaches a program to a control group, which keeps it until the group is removed.
     *
     * @param cgroup the group's folder
     * @param program instructions, struct bpf_insn of linux/bpf.h as 64-bit words
     */
    void attach(Fd cgroup, long[] program);
}
