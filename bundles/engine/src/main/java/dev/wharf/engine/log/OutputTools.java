package dev.wharf.engine.log;

import dev.wharf.linux.Kernel;
import java.time.Clock;

/**
 * What all containers' outputs share.
 *
 * @param kernel to which calls go
 * @param pump carries
 * @param sinks open logs
 * @param blocks lend memory
 * @param memory keeps what no log keeps
 * @param clock tells when output came in
 */
record OutputTools(Kernel kernel, OutputPump pump, LogSinks sinks, Blocks blocks, MemorySegments memory, Clock clock) {}
