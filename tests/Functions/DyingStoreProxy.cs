using System.Reflection;
using Muster.Stores;

namespace Muster.Tests.Functions;

/// <summary>The process died in the middle of a call of the store.</summary>
internal sealed class ProcessDiedException : Exception;

/// <summary>A store whose caller dies at one of its calls: before it is done, or after.</summary>
public class DyingStoreProxy : DispatchProxy
{
    private IRunStore store = null!;
    private int left;

    internal static IRunStore Over(IRunStore store, int calls)
    {
        var proxy = Create<IRunStore, DyingStoreProxy>();
        (((DyingStoreProxy)(object)proxy).store, ((DyingStoreProxy)(object)proxy).left) = (store, calls);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        // Each call is two places to die at: before it is done, and after.
        left -= 2;
        if (left == -2)
            throw new ProcessDiedException();
        var answer = targetMethod!.Invoke(store, args);
        return left == -1 ? throw new ProcessDiedException() : answer;
    }
}
