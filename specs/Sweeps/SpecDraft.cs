using Muster.Specs.Keys;
using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>A sweep while it is read. Its settings stand at the top level or under the defaults, each once.</summary>
/// <param name="errors">Where errors go.</param>
/// <param name="settingsApart">As of <see cref="ParameterNames"/>.</param>
internal sealed class SpecDraft(SpecErrors errors, bool settingsApart = false) : SettingDraft<SweepSpec>(SweepTable.Settings, new() { Name = "" }, errors)
{
    public ParameterNames Names { get; } = new(errors, settingsApart);
}
