using System.Collections;
using System.Management.Automation;

namespace Muster.PowerShell.Runs;

/// <summary>
/// Takes objects with a property <c>Run</c> or <c>Id</c> for runs. PowerShell would make texts of them as wholes before it looks at their properties, unless these are just of the parameter's type.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunTextAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Names = ["Run", "Id", "Name"];

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : inputData;
        return value is IEnumerable many and not string
            ? many.Cast<object?>().Select(TextOf).ToArray()
            : new[] { TextOf(inputData) };
    }

    private static string? TextOf(object? value)
    {
        if (value is null or string)
            return value as string;
        var whole = PSObject.AsPSObject(value);
        foreach (var name in Names)
        {
            if (whole.BaseObject is not string && whole.Properties[name]?.Value is { } found)
                return found.ToString();
        }

        return value.ToString();
    }
}
