using Muster.PowerShell;

namespace Muster.Tests.Module;

/// <summary>Texts of code that the command shares speak of cmdlets.</summary>
public sealed class CmdletWordsTests
{
    [Theory]
    [InlineData("Run them with: muster retry r3k9", "Run them with: Restart-MusterRun r3k9")]
    [InlineData("see: muster why r3k9 3", "see: Get-MusterWaitReason r3k9 3")]
    [InlineData("muster logs r3k9 3 --job build --attempt 2 --stderr", "Get-MusterLog r3k9 3 -Job build -Attempt 2 -ErrorStream")]
    [InlineData("Start one: muster engine start", "Start one: Start-MusterEngine")]
    [InlineData("To end it: muster engine stop --now", "To end it: Stop-MusterEngine -Now")]
    [InlineData("None is alive; muster submit and muster wait start one", "None is alive; Submit-MusterRun and Wait-MusterRun start one")]
    [InlineData("etl: A and B must be given: --var A=... --var B=... The template takes", "etl: A and B must be given: -Variable @{ A = '...'; B = '...' }. The template takes")]
    [InlineData("muster template list", "Get-MusterTemplate")]
    [InlineData("Name a directory with --store or MUSTER_STORE.", "Name a directory with -Store or MUSTER_STORE.")]
    public void A_command_becomes_its_cmdlet_and_an_option_its_parameter(string told, string meant) => Assert.Equal(meant, CmdletWords.Of(told));

    [Theory]
    [InlineData("/srv/muster why not")]
    [InlineData("a muster nosuch of people")]
    [InlineData("train --x 1 and-- --nosuch")]
    public void What_has_no_counterpart_stays(string told) => Assert.Equal(told, CmdletWords.Of(told));
}
