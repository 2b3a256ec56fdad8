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
    private int intentsLeft;

    /// <param name="store">The store.</param>
    /// <param name="calls">Twice the calls that go well; one more: the last is done before the caller dies.</param>
    /// <param name="intents">Intents that can be written before the store gives no answer.</param>
    internal static IRunStore Over(IRunStore store, int calls, int intents = int.MaxValue)
    {
        var proxy = Create<IRunStore, DyingStoreProxy>();
        var self = (DyingStoreProxy)(object)proxy;
        (self.store, self.left, self.intentsLeft) = (store, calls, intents);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is [Muster.Fleet.LaunchIntent, ..] && intentsLeft-- <= 0)
            throw new StoreUnavailableException("The store gave no answer.");
        // Each call is two places to die at: before it is done, and after.
        left -= 2;
        if (left == -2)
            throw new ProcessDiedException();
        var answer = targetMethod!.Invoke(store, args);
        return left == -1 ? throw new ProcessDiedException() : answer;
    }
}
