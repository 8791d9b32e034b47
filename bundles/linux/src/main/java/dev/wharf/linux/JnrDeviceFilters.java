package dev.wharf.linux;

import static dev.wharf.linux.Numbers.BPF;

import jnr.ffi.Pointer;

/** Device filters through syscall(2). The structures are union bpf_attr of linux/bpf.h. */
final class JnrDeviceFilters implements DeviceFilterCalls {
    private static final int BPF_PROG_LOAD = 5;
    private static final int BPF_PROG_ATTACH = 8;
    private static final int BPF_PROG_TYPE_CGROUP_DEVICE = 15;
    private static final int BPF_CGROUP_DEVICE = 6;
    private static final int BPF_F_ALLOW_MULTI = 2;
    private static final int ATTRIBUTE_BYTES = 128;

    private final Syscalls syscalls;
    private final JnrDescriptors descriptors;

    JnrDeviceFilters(Syscalls syscalls, JnrDescriptors descriptors) {
        this.syscalls = syscalls;
        this.descriptors = descriptors;
    }

    @Override
    public void attach(Fd cgroup, long[] program) {
        try (Fd loaded = load(program)) {
            Pointer attributes = syscalls.scratch().take(ATTRIBUTE_BYTES);
            attributes.putInt(0, cgroup.number());
            attributes.putInt(4, loaded.number());
            attributes.putInt(8, BPF_CGROUP_DEVICE);
            attributes.putInt(12, BPF_F_ALLOW_MULTI);
            call("attach device filter", BPF_PROG_ATTACH, attributes);
        }
    }

    private Fd load(long[] program) {
        var scratch = syscalls.scratch();
        Pointer instructions = scratch.take(program.length * 8);
        instructions.put(0, program, 0, program.length);
        Pointer attributes = scratch.take(ATTRIBUTE_BYTES);
        attributes.putInt(0, BPF_PROG_TYPE_CGROUP_DEVICE);
        attributes.putInt(4, program.length);
        attributes.putLong(8, instructions.address());
        attributes.putLong(16, scratch.text("Apache"));
        return new Fd((int) call("load device filter", BPF_PROG_LOAD, attributes), descriptors);
    }

    private long call(String what, int command, Pointer attributes) {
        return syscalls.call(() -> what, BPF, command, attributes.address(), ATTRIBUTE_BYTES, 0);
    }
}
