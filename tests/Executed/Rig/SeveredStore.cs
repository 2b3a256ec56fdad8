using System.Reflection;
using Muster.Stores;

namespace Muster.Tests.Executed.Rig;

/// <summary>A store as one machine sees it: once the machine is gone, nothing that it asks is answered, and nothing that it writes arrives.</summary>
public class SeveredStore : DispatchProxy
{
    private static readonly MethodInfo s_fail = typeof(SeveredStore).GetMethod(nameof(Fail), BindingFlags.NonPublic | BindingFlags.Static)!;
    private IRunStore? store;
    private volatile bool severed;

    /// <summary>A store before another.</summary>
    public static (IRunStore Store, Action Sever) Over(IRunStore store)
    {
        var proxy = Create<IRunStore, SeveredStore>();
        var own = (SeveredStore)(object)proxy;
        own.store = store;
        return (proxy, () => own.severed = true);
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (severed)
            return s_fail.MakeGenericMethod(targetMethod!.ReturnType.GetGenericArguments() is [var result] ? result : typeof(bool)).Invoke(null, null);
        return targetMethod!.Invoke(store, args);
    }

    private static Task<T> Fail<T>() => Task.FromException<T>(new StoreUnavailableException("The machine is gone."));
}
