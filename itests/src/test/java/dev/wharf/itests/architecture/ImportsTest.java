package dev.wharf.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ImportsTest {
    /** The bundle of each package of the project. */
    private static final Map<String, String> OWNERS = new HashMap<>();

    @BeforeAll
    static void findOwners() {
        for (BuiltBundle bundle : BuiltBundle.all()) {
            for (String name : bundle.packages()) {
                assertThat(OWNERS.put(name, bundle.name()))
                        .as("%s is in two bundles", name)
                        .isNull();
            }
        }
    }

    static List<BuiltBundle> bundles() {
        return BuiltBundle.all();
    }

    static List<BuiltBundle> drivers() {
        return BuiltBundle.all().stream().filter(BuiltBundle::isDriver).toList();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aBundleImportsWhatTheMapAllows(BuiltBundle bundle) {
        Imports allowed = Imports.of(bundle).orElseThrow(() -> new AssertionError(bundle + " is not on the map"));
        List<String> foreign = allowed.foreign(bundle);

        assertThat(dependencies(bundle)
                        .filter(dependency -> !isAllowed(dependency, bundle, allowed.bundles(), foreign))
                        .map(Dependency::getDescription))
                .isEmpty();
    }

    @Test
    void aClientSeesTheEngineApiAndNothingBelow() {
        assertThat(bundlesUsedBy(BuiltBundle.of("api-http"))).containsOnly("engine-api");
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void aDriverSeesTheSpiAndWhatLiesBesideOrBelow(BuiltBundle driver) {
        assertThat(bundlesUsedBy(driver)).contains("spi").isSubsetOf("spi", "linux", "snapshots");
    }

    @Test
    void whatGraphDriversShareSeesNoMoreThanTheyDo() {
        assertThat(bundlesUsedBy(BuiltBundle.of("snapshots"))).containsOnly("spi", "linux");
    }

    @Test
    void theTwoApisUseTheJdkOnly() {
        assertThat(bundlesUsedBy(BuiltBundle.of("spi"))).isEmpty();
        assertThat(bundlesUsedBy(BuiltBundle.of("engine-api"))).isEmpty();
    }

    @Test
    void noPackagesFormACycle() {
        for (BuiltBundle bundle : bundles()) {
            SlicesRuleDefinition.slices()
                    .assignedFrom(new PackageSlices())
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(bundle.classes());
        }
    }

    @Test
    void noBundlesFormACycle() {
        Map<String, Set<String>> edges =
                bundles().stream().collect(Collectors.toMap(BuiltBundle::name, ImportsTest::bundlesUsedBy));

        Set<String> left = new TreeSet<>(edges.keySet());
        while (left.removeIf(name -> edges.getOrDefault(name, Set.of()).stream().noneMatch(left::contains))) {
            assertThat(left).isSubsetOf(edges.keySet());
        }

        assertThat(left).as("bundles in a cycle, or above one").isEmpty();
    }

    private static Stream<Dependency> dependencies(BuiltBundle bundle) {
        return bundle.classes().stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static Set<String> bundlesUsedBy(BuiltBundle bundle) {
        return dependencies(bundle)
                .map(dependency -> OWNERS.getOrDefault(packageOf(dependency), bundle.name()))
                .filter(owner -> !owner.equals(bundle.name()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isAllowed(
            Dependency dependency, BuiltBundle bundle, Set<String> bundles, List<String> foreign) {
        String name = packageOf(dependency);
        String owner = OWNERS.get(name);
        if (owner != null) {
            return owner.equals(bundle.name()) || bundles.contains(owner);
        }
        return name.isEmpty()
                || foreign.stream().anyMatch(prefix -> name.equals(prefix) || name.startsWith(prefix + "."));
    }

    private static String packageOf(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType().getPackageName();
    }

    /** Each package is a slice. */
    private static final class PackageSlices implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
