package dev.gai.braintrust.aspect;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Finds calls of annotated methods from within their own class by reading its bytecode. A
 * class that holds a field of its own type is left out: it probably calls itself through
 * its proxy, which is right.
 */
final class SelfInvocations {

	private SelfInvocations() {
	}

	static Set<Call> in(Class<?> type, List<Method> annotated) {
		Set<Call> calls = new LinkedHashSet<>();
		if (annotated.isEmpty() || Arrays.stream(type.getDeclaredFields())
			.anyMatch((field) -> field.getType().isAssignableFrom(type) && field.getType() != Object.class)) {
			return calls;
		}
		try (InputStream bytes = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			if (bytes != null) {
				new ClassReader(bytes).accept(new Finder(Type.getInternalName(type), annotated, calls),
						ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			// Without bytecode (a native image, a newer class file) there is nothing to
			// say.
			return Set.of();
		}
		return calls;
	}

	/**
	 * A call past the proxy.
	 *
	 * @param caller name of the calling method
	 * @param method the annotated method
	 */
	record Call(String caller, Method method) {

	}

	private static final class Finder extends ClassVisitor {

		private final String owner;

		private final List<Method> annotated;

		private final Set<Call> calls;

		Finder(String owner, List<Method> annotated, Set<Call> calls) {
			super(SpringAsmInfo.ASM_VERSION);
			this.owner = owner;
			this.annotated = annotated;
			this.calls = calls;
		}

		@Override
		public @Nullable MethodVisitor visitMethod(int access, String caller, String descriptor,
				@Nullable String signature, String @Nullable [] exceptions) {
			if ((access & (Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE)) != 0) {
				return null;
			}
			return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {

				@Override
				public void visitMethodInsn(int opcode, String owner, String name, String descriptor,
						boolean isInterface) {
					if (opcode == Opcodes.INVOKEVIRTUAL && owner.equals(Finder.this.owner)) {
						found(name, descriptor, caller);
					}
				}

			};
		}

		private void found(String name, String descriptor, String caller) {
			List<Method> matching = new ArrayList<>(this.annotated);
			matching.removeIf(
					(method) -> !method.getName().equals(name) || !Type.getMethodDescriptor(method).equals(descriptor));
			String readable = caller.startsWith("lambda$") ? caller.split("\\$")[1] : caller;
			matching.forEach((method) -> this.calls.add(new Call(readable, method)));
		}

	}

}
