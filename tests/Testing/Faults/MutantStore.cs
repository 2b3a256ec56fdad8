using System.Reflection;
using Muster.Chunks;
using Muster.Stores;

namespace Muster.Tests.Testing.Faults;

/// <summary>A store that is wrong on purpose in how it writes chunks.</summary>
public class MutantStore : DispatchProxy
{
    private IRunStore real = null!;
    private Func<IRunStore, ChunkRecord, Task<WriteAnswer>> write = null!;

    /// <summary>A store in which chunks are written otherwise.</summary>
    public static IRunStore Of(IRunStore real, Func<IRunStore, ChunkRecord, Task<WriteAnswer>> write)
    {
        var store = Create<IRunStore, MutantStore>();
        ((MutantStore)(object)store).real = real;
        ((MutantStore)(object)store).write = write;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        args is [ChunkRecord chunk, _] ? write(real, chunk) : targetMethod!.Invoke(real, args);
}
