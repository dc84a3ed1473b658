using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Expressions;

namespace Crm.Kernel.Recipes.Running;

/// <summary>The check of one step.</summary>
internal sealed class StepCheck(
    JsonObject step, IServiceProvider services, CheckState state, RecipeFiles files, Action<string, string, bool> problem, Func<string, string, Task> include)
    : RecipeCheckContext
{
    public override JsonObject Step { get; } = step;

    public override IServiceProvider Services { get; } = services;

    public override ISet<string> Features => state.Features;

    public override bool HasFeaturesToCome => state.HasFeaturesToCome;

    public override ISet<string> ContentTypes => state.ContentTypes;

    public override ISet<string> Roles => state.RoleNames;

    public override IDictionary<string, JsonNode?> Settings => state.Settings;

    public override string? FileFault(string path) => files.Fault(path);

    public override Task IncludeAsync(string path, string recipeName) => include(path, recipeName);

    public override void Problem(string path, string message, bool isWarning = false) => problem(path, message, isWarning);
}
