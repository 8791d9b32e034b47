package dev.wharf.spi.testkit;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * The kernel of this process, with a record of the names of the calls, and a chance to fail before a call is made. For tests
 * of what a driver does when the host fails.
 */
public final class RecordingKernel {
    private final List<String> calls;
    private final Consumer<String> before;

    private RecordingKernel(List<String> calls, Consumer<String> before) {
        this.calls = calls;
        this.before = before;
    }

    /**
     * Wraps the kernel.
     *
     * @param calls gets the name of each method that is called, such as {@code rename}
     * @param before may throw, and the call is not made
     */
    public static Kernel of(List<String> calls, Consumer<String> before) {
        return new RecordingKernel(calls, before).recording(Kernel.class, Linux.kernel());
    }

    private <T> T recording(Class<T> type, T real) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    calls.add(method.getName());
                    before.accept(method.getName());
                    try {
                        Object result = method.invoke(real, arguments);
                        return type == Kernel.class ? part(method.getReturnType(), result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }

    private <T> T part(Class<T> type, Object real) {
        return recording(type, type.cast(real));
    }
}
