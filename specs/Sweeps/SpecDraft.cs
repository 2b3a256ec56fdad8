using Muster.Specs.Keys;
using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>A sweep while it is read. Its settings stand at the top level or under the defaults, each once.</summary>
internal sealed class SpecDraft(SpecErrors errors) : SettingDraft<SweepSpec>(SweepTable.Settings, new() { Name = "" }, errors)
{
    public ParameterNames Names { get; } = new(errors);
}
