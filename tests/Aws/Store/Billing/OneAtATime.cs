using System.Reflection;
using Muster.Stores;

namespace Muster.Tests.Aws.Store.Billing;

/// <summary>A store whose calls come one after the other; all of them must answer at once.</summary>
public class OneAtATime : DispatchProxy
{
    private readonly Lock gate = new();
    private IRunStore real = null!;

    public static IRunStore Of(IRunStore real)
    {
        var store = Create<IRunStore, OneAtATime>();
        ((OneAtATime)(object)store).real = real;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        lock (gate)
            return targetMethod!.Invoke(real, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
