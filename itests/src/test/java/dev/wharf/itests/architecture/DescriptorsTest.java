package dev.wharf.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a bundle says of itself to OSGi and to the module system. */
final class DescriptorsTest {
    static List<BuiltBundle> bundles() {
        return BuiltBundle.all();
    }

    static List<BuiltBundle> drivers() {
        return BuiltBundle.all().stream().filter(BuiltBundle::isDriver).toList();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void moduleAndBundleHaveOneName(BuiltBundle bundle) {
        assertThat(bundle.module().name()).isEqualTo(bundle.header("Bundle-SymbolicName"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void moduleAndBundleExportTheSamePackages(BuiltBundle bundle) {
        assertThat(bundle.module().exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet()))
                .isEqualTo(Header.packages(bundle.header("Export-Package")));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aBundleContainsAllItsPackages(BuiltBundle bundle) {
        var contained = Header.packages(bundle.header("Export-Package"));
        contained.addAll(Header.packages(bundle.header("Private-Package")));

        assertThat(contained).containsAll(bundle.packages());
    }

    /** A driver that brings the SPI along would be wired to itself, and its update would restart the engine. */
    @ParameterizedTest
    @MethodSource("drivers")
    void aDriverExportsNothingAndImportsTheSpi(BuiltBundle driver) {
        assertThat(driver.header("Export-Package")).isEmpty();
        assertThat(driver.packages()).noneMatch(name -> name.startsWith("dev.wharf.spi"));
        assertThat(driver.header("Import-Package")).contains("dev.wharf.spi;version=\"[1.");
    }
}
