using System.Globalization;
using System.Management.Automation;
using Muster.Units;

namespace Muster.PowerShell.Pipeline;

/// <summary>Lets a time be given as elsewhere in Muster, such as <c>90s</c> or <c>1h30m</c>, and as a number of seconds: PowerShell itself would take a number as ten-millionths of one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => TimeOf(inputData is PSObject wrapped ? wrapped.BaseObject : inputData) ?? inputData;

    /// <summary>The time that a value means; null: PowerShell is to read it.</summary>
    internal static TimeSpan? TimeOf(object? value) => value switch
    {
        TimeSpan time => time,
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal => TimeSpan.FromSeconds(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        string text when Duration.TryParse(text, out var time) => time,
        _ => null,
    };
}
