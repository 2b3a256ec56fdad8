using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Muster.Infra.Settings;
using Muster.Infra.Stacks;

// `cdk` starts this in the folder of cdk.json, and says in the environment, which App reads, where the result goes.
var app = new App();
try
{
    var settings = SettingsReader.Read(key => JsonSerializer.SerializeToNode(app.Node.TryGetContext(key)));
    if (settings.UserDataFile is { } file)
        settings = settings with { UserData = UserDataText.Read(file) };
    if (settings.FunctionsFolder is { } folder)
        settings = settings with { FunctionsFolder = FunctionsFolder.Checked(folder) };
    Platform.AddTo(app, settings, Path.GetFullPath("infra/Placeholder"));
    app.Synth();
    return 0;
}
catch (SettingsException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 64;
}
