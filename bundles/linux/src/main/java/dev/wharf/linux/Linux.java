package dev.wharf.linux;

/** Gives the {@link Kernel} of this process. */
public final class Linux {
    private Linux() {}

    /** The kernel, through jnr-ffi. The first call loads native code and may take a third of a second. */
    public static Kernel kernel() {
        return Loaded.KERNEL;
    }

    private static final class Loaded {
        static final Kernel KERNEL = new JnrKernel();
    }
}
