package dev.wharf.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The signal SIGHUP. {@code sun.misc.Signal} of module jdk.unsupported is the only way to it, and javac knows no way to name
 * it without a warning.
 */
final class HangUp {
    private static final Logger LOG = Logger.getLogger(HangUp.class.getName());

    private HangUp() {}

    /**
     * Does some work at each SIGHUP, on a thread of the Java runtime, in place of ending the process. When the runtime keeps
     * the signal to itself, as with -Xrs, that is logged.
     */
    static void handle(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object own = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, given) -> {
                        attempt(work);
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), own);
        } catch (InvocationTargetException e) {
            LOG.log(Level.WARNING, "SIGHUP reads no configuration", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this is no Java with sun.misc.Signal", e);
        }
    }

    /** The root of the thread. */
    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "SIGHUP", e);
        }
    }
}
