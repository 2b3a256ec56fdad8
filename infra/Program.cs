using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Muster.Infra.Settings;
using Muster.Infra.Stacks;

// `cdk` starts this in the folder of cdk.json, and says in the environment, which App reads, where the result goes.
var app = new App();
try
{
    Platform.AddTo(app, SettingsReader.Read(key => JsonSerializer.SerializeToNode(app.Node.TryGetContext(key))), Path.GetFullPath("infra/Placeholder"));
    app.Synth();
    return 0;
}
catch (SettingsException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 64;
}
