package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeldFoldersTests {

	private final Path folder = Path.of("held-folders-test");

	@Test
	void oneHoldsAFolderAtATime() {
		assertThat(HeldFolders.hold(this.folder)).isTrue();
		assertThat(HeldFolders.hold(this.folder)).isFalse();
		assertThat(HeldFolders.hold(this.folder.resolve("other"))).isTrue();
		HeldFolders.release(this.folder);
		assertThat(HeldFolders.hold(this.folder)).isTrue();
		HeldFolders.release(this.folder);
		HeldFolders.release(this.folder.resolve("other"));
	}

	@Test
	void anotherClassLoaderSeesWhatIsHeld() throws Exception {
		Class<?> other = new CopyingLoader().loadClass(HeldFolders.class.getName());
		assertThat(other).isNotSameAs(HeldFolders.class);
		Method hold = other.getDeclaredMethod("hold", Path.class);
		hold.setAccessible(true);
		assertThat(HeldFolders.hold(this.folder)).isTrue();
		assertThat(hold.invoke(null, this.folder)).isEqualTo(false);
		HeldFolders.release(this.folder);
		assertThat(hold.invoke(null, this.folder)).isEqualTo(true);
		HeldFolders.release(this.folder);
	}

	/** Loads the class once more, as the next web application does. */
	private static final class CopyingLoader extends ClassLoader {

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.equals(HeldFolders.class.getName())) {
				return super.loadClass(name, resolve);
			}
			try (InputStream in = HeldFolders.class.getResourceAsStream("HeldFolders.class")) {
				byte[] bytes = (in != null) ? in.readAllBytes() : new byte[0];
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
