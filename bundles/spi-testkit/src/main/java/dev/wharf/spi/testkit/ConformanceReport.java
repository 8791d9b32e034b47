package dev.wharf.spi.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Ends the run of a suite with a summary that an author can publish: on the log, and in a file {@code SUITE.txt} in the
 * folder that the system property {@link #FOLDER} names. When a test fails, lists the folder that it worked in.
 */
public final class ConformanceReport
        implements BeforeAllCallback, AfterTestExecutionCallback, TestWatcher, AfterAllCallback {
    /** The system property with the folder of the summaries; {@code target/conformance} if it is absent. */
    public static final String FOLDER = "wharf.conformance.folder";

    private static final Namespace NAMESPACE = Namespace.create(ConformanceReport.class);

    private static final System.Logger LOG = System.getLogger(ConformanceReport.class.getName());

    /** Made by JUnit. */
    public ConformanceReport() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        summary(context);
    }

    /** Found in the store of the outermost class, where the first call puts it. */
    private static RunSummary summary(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(RunSummary.class, type -> new RunSummary(), RunSummary.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        List<Object> instances = context.getRequiredTestInstances().getAllInstances();
        if (instances.get(0) instanceof ConformanceSuite suite) {
            summary(context).describe(suite.describe());
        }
        if (instances.get(instances.size() - 1) instanceof TreeOwner owner) {
            context.getExecutionException().ifPresent(failure -> failure.addSuppressed(TreeDump.of(owner.tree())));
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        summary(context).pass();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        summary(context)
                .fail(context.getRequiredTestClass().getSimpleName() + "."
                        + context.getRequiredTestMethod().getName());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (context.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            return;
        }
        var text = summary(context).text();
        if (text.isPresent()) {
            LOG.log(System.Logger.Level.INFO, "\n{0}", text.get());
            Path folder = Path.of(System.getProperty(FOLDER, "target/conformance"));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(context.getRequiredTestClass().getSimpleName() + ".txt"), text.get());
        }
    }
}
