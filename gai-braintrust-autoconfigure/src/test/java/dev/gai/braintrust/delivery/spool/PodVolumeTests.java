package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The volume of a pod with {@code fsGroup}, as {@code docs/kubernetes.md} describes it:
 * root's, of a group that the pod is in, and with wider modes at every start. The pod is
 * a process of another user.
 */
@Timeout(120)
@Tag("application")
class PodVolumeTests {

	private static final int POD = 12345;

	private static final int GROUP = 2000;

	@TempDir
	private Path temp;

	private Path volume = Path.of("");

	private Path classes = Path.of("");

	@BeforeEach
	void mount() throws Exception {
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv runs the pod's process");
		Files.setAttribute(this.temp, "unix:mode", 0755);
		this.volume = Files.createDirectory(this.temp.resolve("volume"));
		try {
			Files.setAttribute(this.volume, "unix:gid", GROUP);
		}
		catch (IOException ex) {
			Assumptions.abort("Only root can be a platform and run processes of other users");
		}
		Files.setAttribute(this.volume, "unix:mode", 02775);
		this.classes = copyOfTheClasses();
	}

	@Test
	void keepsSpansOverRestartsInAVolumeThatTheGroupOfTheWorkloadMayWrite() throws Exception {
		assertThat(pod(POD, this.volume, "allow-group")).startsWith("durable=true", "spans=0", "problem=null");
		widen();

		assertThat(pod(POD, this.volume, "allow-group")).startsWith("durable=true", "spans=300", "problem=null");
		widen();
		assertThat(pod(POD, this.volume, "allow-group")).startsWith("durable=true", "spans=600", "problem=null");
		assertThat(TestLogs.files(this.volume, ".segment")).isNotEmpty().allSatisfy((segment) -> {
			assertThat((Integer) Files.getAttribute(segment, "unix:mode") & 0777).isEqualTo(0600);
			assertThat((Integer) Files.getAttribute(segment.getParent(), "unix:mode") & 0777).isEqualTo(0700);
		});
	}

	@Test
	void keepsSpansOverRestartsInAFolderOfItsOwnBelowTheVolume() throws Exception {
		Path folder = this.volume.resolve("spans");

		assertThat(pod(POD, folder, "none")).startsWith("durable=true", "spans=0", "problem=null");
		widen();
		assertThat(pod(POD, folder, "none")).startsWith("durable=true", "spans=300", "problem=null");
		for (Path path : TestLogs.files(folder, "")) {
			Files.setAttribute(path, "unix:mode", Files.isDirectory(path) ? 02750 : 0640);
		}
		assertThat(pod(POD, folder, "none")).startsWith("durable=true", "spans=600", "problem=null");
	}

	@Test
	void namesTheSettingWhereTheVolumeMayBeWrittenByAGroup() throws Exception {
		List<String> said = pod(POD, this.volume, "none");

		assertThat(said).startsWith("durable=false");
		assertThat(said.get(2)).contains("can be written by the group 2000",
				"set gai.braintrust.export.spool.allow-group=true", "gai.braintrust.export.spool.directory");
	}

	@Test
	void keepsSpansInAnEmptyDirWhenToldThatNobodyElseReachesIt() throws Exception {
		Files.setAttribute(this.volume, "unix:mode", 02777);
		Path folder = this.volume.resolve("gai-braintrust-pod");

		List<String> said = pod(POD, folder, "none");
		assertThat(said).startsWith("durable=false");
		assertThat(said.get(2)).contains(this.volume + " can be written by all users and has no sticky bit",
				"set gai.braintrust.export.spool.allow-others=true");
		assertThat(pod(POD, folder, "allow-others")).startsWith("durable=true", "spans=0", "problem=null");
		widen();
		assertThat(pod(POD, folder, "allow-others")).startsWith("durable=true", "spans=300", "problem=null");
		assertThat(pod(POD, this.volume, "none").get(2)).contains(this.volume + " can be written by other users",
				"allow-others=true");
		assertThat(pod(POD, this.volume, "allow-others").get(2)).contains("can be written by the group 2000",
				"set gai.braintrust.export.spool.allow-group=true");
	}

	@Test
	void saysWhichFolderOfAnEarlierUserIsLeftAndWhatHelps() throws Exception {
		pod(POD, this.volume, "allow-group");
		widen();

		List<String> said = pod(POD + 1, this.volume, "allow-group");

		assertThat(said).startsWith("durable=true", "spans=0");
		assertThat(said.get(2)).contains("are not delivered",
				"belongs to the user 12345: give it to 12346 or delete it");
		Path own = this.volume.resolve("spans");
		pod(POD, own, "none");
		widen();
		said = pod(POD + 1, own, "none");
		assertThat(said).startsWith("durable=false");
		assertThat(said.get(2)).contains(own + " belongs to another user", "gai.braintrust.export.spool.directory");
	}

	/**
	 * As the kubelet does at each mount: the group owns everything and may do what the
	 * user may.
	 */
	private void widen() throws IOException {
		for (Path path : TestLogs.files(this.volume, "")) {
			Files.setAttribute(path, "unix:gid", GROUP);
			int mode = (Integer) Files.getAttribute(path, "unix:mode") & 07777;
			Files.setAttribute(path, "unix:mode", mode | (Files.isDirectory(path) ? 02770 : 0660));
		}
	}

	private List<String> pod(int user, Path directory, String allowed) throws Exception {
		Process process = new ProcessBuilder("/usr/bin/setpriv", "--reuid=" + user, "--regid=" + user,
				"--groups=" + GROUP, Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
				"-XX:TieredStopAtLevel=1", "-cp", this.classes + "/*:" + this.classes, PodProcess.class.getName(),
				directory.toString(), allowed, "300")
			.directory(this.temp.toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try (InputStream output = process.getInputStream()) {
			List<String> lines = new String(output.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
			return lines;
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * Where another user can read them.
	 */
	private Path copyOfTheClasses() throws Exception {
		Path copy = Files.createDirectory(this.temp.resolve("classes"));
		List<Class<?>> samples = new ArrayList<>(List.of(SpanLogs.class, PodProcess.class, LogFactory.class));
		for (Class<?> sample : samples) {
			Path origin = Path.of(sample.getProtectionDomain().getCodeSource().getLocation().toURI());
			if (Files.isDirectory(origin)) {
				for (String group : List.of("delivery", "guard", "promise")) {
					Path from = origin.resolve("dev/gai/braintrust/" + group);
					if (Files.isDirectory(from)) {
						FileSystemUtils.copyRecursively(from, copy.resolve("dev/gai/braintrust/" + group));
					}
				}
			}
			else {
				Files.copy(origin, copy.resolve(origin.getFileName()));
			}
		}
		for (Path path : TestLogs.files(copy, "")) {
			Files.setAttribute(path, "unix:mode", Files.isDirectory(path) ? 0755 : 0644);
		}
		return copy;
	}

}
