package dev.wharf.linux.launch;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileNames;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A launch as data, in a file in memory that the monitor maps. Its layout is struct script of monitor.c. Belongs to one
 * thread.
 */
public final class Script implements AutoCloseable {
    private static final int USUAL_SIZE = 256 * 1024;
    /** SCRIPT_ADDRESS of monitor.c. */
    private static final long BASE = 0x10000000000L;

    private static final Queue<ByteBuffer> SPARE = new ConcurrentLinkedQueue<>();
    private static final int MAGIC = 0x57484631;
    private static final int HEADER = 192;
    private static final int FAILED_SECTION = 24;
    /** Where the child finds its end of the socket that hands over the terminal. */
    public static final int SOCKET = 36;

    private static final int CLONE = 64;

    /** The parts of a script. */
    public enum Section {
        /** Steps of the child up to the barrier. */
        FIRST(8),
        /** Steps of the child after it. */
        SECOND(16),
        /** Steps of the monitor before it clones. */
        ENTER(40);

        private final int header;

        Section(int header) {
            this.header = header;
        }
    }

    private final DescriptorCalls calls;
    private final Fd memory;
    private final ByteBuffer buffer;
    private final Map<Section, List<Step>> steps;
    private final boolean isRepeated;
    private int used = HEADER;
    private int written;
    private boolean closed;

    /**
     * What was published of a script. It says nothing of one launch alone: descriptors have the same numbers in all monitors.
     *
     * @param content of its file; read only
     * @param size of its file
     * @param steps of its sections
     */
    public record Published(ByteBuffer content, int size, Map<Section, List<Step>> steps) {}

    /**
     * Makes an empty script.
     *
     * @param calls of the kernel
     * @param terminal whether the child hands a terminal over
     * @param cloneFlags of clone3(2)
     * @param textBytes how much the arguments and the environment may take
     */
    public Script(DescriptorCalls calls, boolean terminal, long cloneFlags, int textBytes) {
        this.calls = calls;
        this.buffer = buffer(textBytes);
        this.memory = calls.memfd("wharf-script", Flags.MFD_CLOEXEC);
        calls.truncate(memory, buffer.capacity());
        this.steps = new EnumMap<>(Section.class);
        this.isRepeated = false;
        buffer.putInt(0, MAGIC).putInt(4, terminal ? 1 : 0);
        buffer.putLong(CLONE, cloneFlags).putLong(CLONE + 32, 17 /* SIGCHLD */);
        for (Section section : Section.values()) {
            steps.put(section, new ArrayList<>());
        }
    }

    private Script(DescriptorCalls calls, Published published) {
        this.calls = calls;
        this.buffer = published.content();
        this.memory = calls.memfd("wharf-script", Flags.MFD_CLOEXEC);
        this.steps = published.steps();
        this.isRepeated = true;
    }

    /** A script that was published before, for another child; nothing can be added to it. */
    public static Script again(DescriptorCalls calls, Published published) {
        Script script = new Script(calls, published);
        try {
            calls.truncate(script.memory, published.size());
            calls.pwrite(script.memory, published.content().duplicate(), 0);
            return script;
        } catch (LinuxException e) {
            script.close();
            throw e;
        }
    }

    /** What was published, to be kept. */
    public Published published() {
        ByteBuffer content = ByteBuffer.allocateDirect(used);
        content.put(buffer.duplicate().position(0).limit(used)).flip();
        return new Published(content.asReadOnlyBuffer(), buffer.capacity(), Map.copyOf(steps));
    }

    private static ByteBuffer buffer(int textBytes) {
        ByteBuffer spare = textBytes > USUAL_SIZE / 4 ? null : SPARE.poll();
        if (spare != null) {
            return spare;
        }
        int size = textBytes > USUAL_SIZE / 4 ? USUAL_SIZE + textBytes : USUAL_SIZE;
        return ByteBuffer.allocateDirect((size + 4095) & ~4095).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The address of an offset in the monitor and its child. */
    static long address(int offset) {
        return BASE + offset;
    }

    /** Lets the child be born in a cgroup; CLONE_INTO_CGROUP must be among the flags. */
    public void cloneIntoCgroup(int descriptorInMonitor) {
        buffer.putLong(CLONE + 80, descriptorInMonitor);
    }

    /** Adds a step to a section. */
    public void add(Section section, Step step) {
        steps(section).add(step);
    }

    private List<Step> steps(Section section) {
        return steps.getOrDefault(section, List.of());
    }

    /** Places a text with its closing NUL; returns its address. */
    public Argument text(String text) {
        byte[] bytes = FileNames.encode(text);
        int offset = reserve(bytes.length + 1);
        buffer.put(offset, bytes);
        return Argument.address(offset);
    }

    /** The address of a text, or 0 for an empty one. */
    public Argument textOrNull(String text) {
        return text.isEmpty() ? Argument.number(0) : text(text);
    }

    /** Places bytes; returns their offset. */
    public int bytes(byte[] bytes) {
        int offset = reserve(bytes.length);
        buffer.put(offset, bytes);
        return offset;
    }

    /** Zeroed space; returns its offset, a multiple of 8. */
    public int reserve(int bytes) {
        int offset = (used + 7) & ~7;
        if (offset + bytes > buffer.capacity()) {
            throw new LinuxException(Errno.E2BIG, "launch script");
        }
        used = offset + bytes;
        return offset;
    }

    /** Writes a 64-bit number at an offset. */
    public void putLong(int offset, long value) {
        buffer.putLong(offset, value);
    }

    /** Writes a 32-bit number at an offset. */
    public void putInt(int offset, int value) {
        buffer.putInt(offset, value);
    }

    /** Writes the address of an offset at another offset. */
    public void putAddress(int offset, int target) {
        buffer.putLong(offset, address(target));
    }

    /** Places a vector of texts as execve(2) wants it; returns its address. */
    public Argument vector(List<String> texts) {
        int vector = reserve((texts.size() + 1) * 8);
        for (int i = 0; i < texts.size(); i++) {
            buffer.putLong(vector + i * 8, text(texts.get(i)).value());
        }
        return Argument.address(vector);
    }

    /** Writes all that was added since the last time; the monitor sees it at once. */
    public void publish() {
        for (Section section : Section.values()) {
            place(section);
        }
        ByteBuffer part = buffer.duplicate().limit(used).position(written);
        calls.pwrite(memory, part, written);
        ByteBuffer header = buffer.duplicate().limit(HEADER).position(0);
        publishHeader(header);
        written = used;
    }

    /** The words about a failure belong to the child; they are not overwritten. */
    private void publishHeader(ByteBuffer header) {
        if (written == 0) {
            return;
        }
        calls.pwrite(memory, header.duplicate().limit(FAILED_SECTION), 0);
    }

    private void place(Section section) {
        List<Step> all = steps(section);
        if (all.isEmpty() || buffer.getInt(section.header) != 0) {
            return;
        }
        int offset = reserve(all.size() * Step.BYTES);
        ByteBuffer target = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(offset);
        all.forEach(step -> step.writeTo(target));
        buffer.putInt(section.header, offset).putInt(section.header + 4, all.size());
    }

    /** The step that failed, or empty. */
    public Optional<Failure> failure() {
        ByteBuffer words = ByteBuffer.allocateDirect(12).order(ByteOrder.LITTLE_ENDIAN);
        calls.pread(memory, words, FAILED_SECTION);
        Section[] sections = {Section.FIRST, Section.SECOND, Section.ENTER};
        int section = words.getInt(0);
        if (section == 0) {
            return Optional.empty();
        }
        int index = words.getInt(4);
        Step step = index < 0
                ? Step.of("clone", Call.CLOSE)
                : steps(sections[section - 1]).get(index);
        return Optional.of(new Failure(step, words.getInt(8)));
    }

    /**
     * A step that failed.
     *
     * @param step which
     * @param errno its error number
     */
    public record Failure(Step step, int errno) {
        /** What failed, and why. */
        public String message() {
            return step.what() + ": " + Errno.describe(errno);
        }
    }

    /** The descriptor that the monitor is given. */
    public Fd memory() {
        return memory;
    }

    /** The steps of a section, one a line. */
    public String print(Section section) {
        StringBuilder text = new StringBuilder();
        steps(section).forEach(step -> text.append(step).append('\n'));
        return text.toString();
    }

    /** Lets go of the memory; a monitor that mapped it keeps it. Closing twice is harmless. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        memory.close();
        if (!isRepeated && buffer.capacity() == USUAL_SIZE) {
            buffer.duplicate().clear().put(new byte[used]);
            SPARE.add(buffer);
        }
    }
}
