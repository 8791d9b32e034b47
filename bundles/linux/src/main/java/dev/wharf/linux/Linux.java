package dev.wharf.linux;

/** Gives the {@link Kernel} of this process. */
public final class Linux {
    private Linux() {}

    /** The kernel, through jnr-ffi. The first call loads native code and may take a third of a second. */
    @SuppressWarnings("DoNotCallSuggester") // until the native part stands
    public static Kernel kernel() {
        throw new IllegalStateException("no native access yet");
    }
}
