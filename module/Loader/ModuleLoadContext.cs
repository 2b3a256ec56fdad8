using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Muster.PowerShell.Loading;

/// <summary>
/// Where the module and all that it depends on are loaded, apart from other modules: those may bring other versions of the same
/// libraries. PowerShell's own assemblies are everybody's.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly Lock Gate = new();
    private static ModuleLoadContext? context;
    private readonly string folder;

    private ModuleLoadContext(string folder) : base("Muster") => this.folder = folder;

    /// <summary>Whether the module's assembly was loaded before.</summary>
    public static bool IsLoaded => context is not null;

    /// <summary>The module's assembly, loaded once per process however often the module is imported.</summary>
    public static Assembly Load() => Load("Muster.PowerShell");

    /// <summary>An assembly of the module, loaded once per process.</summary>
    internal static Assembly Load(string name)
    {
        lock (Gate)
        {
            context ??= new(Path.Join(Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location), "bin"));
            return context.LoadFromAssemblyName(new(name));
        }
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Join(folder, $"{assemblyName.Name}.dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc />
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var native = Path.Join(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        foreach (var name in (string[])[unmanagedDllName, $"lib{unmanagedDllName}.so", $"lib{unmanagedDllName}.dylib", $"{unmanagedDllName}.dll"])
        {
            if (NativeLibrary.TryLoad(Path.Join(native, name), out var library))
                return library;
        }

        return 0;
    }
}
