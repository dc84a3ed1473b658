using System.Text.Json.Nodes;
using Crm.Kernel.Modules;
using Crm.Kernel.Recipes.Orchard;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Switches features, ids of Orchard Core included. Disables first.</summary>
internal sealed class FeatureStep(IExtensionManager extensions, IStringLocalizer<FeatureStep> S) : RecipeStepHandler("feature")
{
    private static readonly JsonObject StepSchemaOfFeature = StepSchema.Of("feature", """
        {
          "enable": { "type": "array", "items": { "type": "string", "minLength": 1 }, "description": "Ids of the features to switch on, with all they need.", "x-suggest": "features" },
          "disable": { "type": "array", "items": { "type": "string", "minLength": 1 }, "description": "Ids of the features to switch off, with all that need them.", "x-suggest": "features" }
        }
        """);

    public override JsonObject Schema => StepSchemaOfFeature;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        foreach (var (feature, _) in Find(context.Step, "disable", (path, message, isWarning) => context.Problem(path, message, isWarning)))
        {
            context.Features.ExceptWith(extensions.GetDependentFeatures(feature.Id).Select(dependent => dependent.Id));
        }

        foreach (var (feature, path) in Find(context.Step, "enable", (path, message, isWarning) => context.Problem(path, message, isWarning)))
        {
            if (feature.DefaultTenantOnly && !context.Services.GetRequiredService<ShellSettings>().IsDefault)
            {
                context.Problem(path, S["The feature “{0}” may be on in the tenant Default only.", feature.Id]);
                continue;
            }

            context.Features.UnionWith(extensions.GetFeatureDependencies(feature.Id).Select(needed => needed.Id));
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var disable = Find(context.Step, "disable", Ignore).Select(found => found.Feature).ToList();
        var enable = Find(context.Step, "enable", Ignore).Select(found => found.Feature).ToList();
        await context.Services.GetRequiredService<IShellFeaturesManager>().UpdateFeaturesAsync(disable, enable);
    }

    // The check has reported them; a partial run goes on without.
    private static void Ignore(string path, string message, bool isWarning)
    {
    }

    private IEnumerable<(FeatureInfo Feature, string Path)> Find(JsonObject step, string member, Action<string, string, bool> problem)
    {
        var ids = StepMembers.Array(step, member);
        for (var i = 0; i < ids.Count; i++)
        {
            var path = $"{member}[{i}]";
            if (Resolve(ids[i]?.ToString() ?? "", message => problem(path, message, false), note => problem(path, note, true)) is { } feature)
            {
                yield return (feature, path);
            }
        }
    }

    /// <summary>The feature of an id, of Orchard's or of ours; null when there is none, which is reported.</summary>
    private FeatureInfo? Resolve(string id, Action<string> error, Action<string> warning)
    {
        if (extensions.GetFeature(id) is { } known)
        {
            return known;
        }

        switch (OrchardIds.Default.Feature(id))
        {
            case { Kind: OrchardIdKind.Ours, Ours: { } ours } when extensions.GetFeature(ours) is { } feature:
                return feature;
            case { Kind: OrchardIdKind.NotNeeded }:
                warning(S["The feature “{0}” of Orchard Core is not needed here: the kernel does its work.", id]);
                return null;
            case { }:
                error(S["The feature “{0}” of Orchard Core is missing here.", id]);
                return null;
            default:
                var near = Running.Words.Nearest(id, extensions.GetFeatures().Select(feature => feature.Id));
                error(near is null ? S["This host has no feature “{0}”.", id] : S["This host has no feature “{0}”. Is “{1}” meant?", id, near]);
                return null;
        }
    }
}
