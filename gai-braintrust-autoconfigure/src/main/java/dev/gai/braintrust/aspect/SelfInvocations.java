package dev.gai.braintrust.aspect;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Finds calls of annotated methods from within their own class, and the classes that it
 * extends, by reading their bytecode. A class that holds a field of its own type is left
 * out: it probably calls itself through its proxy, which is right. So is a method that
 * gets hold of such an object in another way.
 */
final class SelfInvocations {

	private SelfInvocations() {
	}

	static Set<Call> in(Class<?> type, List<Method> annotated) {
		Set<Call> calls = new LinkedHashSet<>();
		Set<String> owners = new TreeSet<>();
		for (Class<?> level = type; level != null && level != Object.class; level = level.getSuperclass()) {
			if (Arrays.stream(level.getDeclaredFields()).anyMatch((field) -> isSelf(field.getType(), type))) {
				return Set.of();
			}
			owners.add(Type.getInternalName(level));
		}
		for (Class<?> level = type; !annotated.isEmpty() && level != null
				&& level != Object.class; level = level.getSuperclass()) {
			try (InputStream bytes = level.getResourceAsStream(ClassUtils.getClassFileName(level))) {
				if (bytes != null) {
					new ClassReader(bytes).accept(new Finder(owners, annotated, calls),
							ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
				}
			}
			catch (IOException | IllegalArgumentException ex) {
				// Without bytecode (a native image, a newer class file) there is nothing
				// to say.
				return calls;
			}
		}
		return calls;
	}

	private static boolean isSelf(Class<?> fieldType, Class<?> type) {
		return fieldType != Object.class && fieldType.isAssignableFrom(type);
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

		private final Set<String> owners;

		private final List<Method> annotated;

		private final Set<Call> calls;

		Finder(Set<String> owners, List<Method> annotated, Set<Call> calls) {
			super(SpringAsmInfo.ASM_VERSION);
			this.owners = owners;
			this.annotated = annotated;
			this.calls = calls;
		}

		@Override
		public @Nullable MethodVisitor visitMethod(int access, String caller, String descriptor,
				@Nullable String signature, String @Nullable [] exceptions) {
			if ((access & (Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE)) != 0) {
				return null;
			}
			String readable = caller.startsWith("lambda$") ? caller.split("\\$")[1] : caller;
			boolean givenAnother = Arrays.stream(Type.getArgumentTypes(descriptor)).anyMatch(this::isOwn);
			return new MethodCalls(this, readable, givenAnother);
		}

		boolean isOwn(Type type) {
			return type.getSort() == Type.OBJECT && this.owners.contains(type.getInternalName());
		}

		void found(String caller, String owner, String name, String descriptor) {
			if (!this.owners.contains(owner)) {
				return;
			}
			for (Method method : this.annotated) {
				if (method.getName().equals(name) && Type.getMethodDescriptor(method).equals(descriptor)) {
					this.calls.add(new Call(caller, method));
				}
			}
		}

	}

	/**
	 * The calls of one method. They are of {@code this} unless the method has another
	 * object of the same type at hand.
	 */
	private static final class MethodCalls extends MethodVisitor {

		private final Finder finder;

		private final String caller;

		private final Set<List<String>> candidates = new LinkedHashSet<>();

		private boolean hasAnother;

		MethodCalls(Finder finder, String caller, boolean hasAnother) {
			super(SpringAsmInfo.ASM_VERSION);
			this.finder = finder;
			this.caller = caller;
			this.hasAnother = hasAnother;
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			this.hasAnother |= this.finder.isOwn(Type.getReturnType(descriptor));
			if (opcode == Opcodes.INVOKEVIRTUAL) {
				this.candidates.add(List.of(owner, name, descriptor));
			}
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
			for (Object argument : arguments) {
				if (argument instanceof Handle handle && handle.getTag() == Opcodes.H_INVOKEVIRTUAL) {
					this.candidates.add(List.of(handle.getOwner(), handle.getName(), handle.getDesc()));
				}
			}
		}

		@Override
		public void visitTypeInsn(int opcode, String type) {
			this.hasAnother |= (opcode == Opcodes.CHECKCAST || opcode == Opcodes.NEW)
					&& this.finder.isOwn(Type.getObjectType(type));
		}

		@Override
		public void visitEnd() {
			if (!this.hasAnother) {
				this.candidates
					.forEach((call) -> this.finder.found(this.caller, call.get(0), call.get(1), call.get(2)));
			}
		}

	}

}
