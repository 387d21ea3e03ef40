enum AssemblyPlaceholder {}
