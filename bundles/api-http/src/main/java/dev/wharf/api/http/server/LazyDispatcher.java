package dev.wharf.api.http.server;

import dev.wharf.api.http.route.Dispatcher;
import dev.wharf.api.http.route.EngineServices;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The dispatcher, made when it is first needed: the first {@code /_ping} does not wait for tables and ladders. */
final class LazyDispatcher implements Supplier<Dispatcher> {
    private final EngineServices engine;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<Dispatcher> made = Optional.empty(); // written under lock

    LazyDispatcher(EngineServices engine) {
        this.engine = engine;
    }

    @Override
    public Dispatcher get() {
        return made.orElseGet(this::make);
    }

    private Dispatcher make() {
        lock.lock();
        try {
            Dispatcher dispatcher = made.orElseGet(() -> new Dispatcher(engine));
            made = Optional.of(dispatcher);
            return dispatcher;
        } finally {
            lock.unlock();
        }
    }
}
