using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Files;
using Crm.Kernel.Recipes.Expressions;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Lays files into the media folder: from beside the recipe or from base64. Nothing is fetched from an address.</summary>
internal sealed class MediaStep(IStringLocalizer<MediaStep> S) : RecipeStepHandler("media")
{
    private static readonly JsonObject StepSchemaOfMedia = StepSchema.Of("media", """
        {
          "Files": { "type": "array", "description": "The files.", "items": { "type": "object", "additionalProperties": false, "properties": {
            "TargetPath": { "type": "string", "minLength": 1, "description": "Path below the media folder." },
            "Path": { "type": "string", "description": "The older name of TargetPath." },
            "SourcePath": { "type": "string", "description": "A file beside the recipe." },
            "Base64": { "type": "string", "description": "The content itself." },
            "SourceUrl": { "type": "string", "description": "Not supported: nothing is fetched." } } } }
        }
        """, required: ["Files"]);

    public override JsonObject Schema => StepSchemaOfMedia;

    public override async Task CheckAsync(RecipeCheckContext context)
    {
        var settings = await SettingsAsync(context);
        var files = StepMembers.Array(context.Step, "Files");
        for (var i = 0; i < files.Count; i++)
        {
            if (Fault((JsonObject)files[i]!, settings, context.FileFault) is { } fault)
            {
                context.Problem($"Files[{i}]{(fault.Member.Length > 0 ? "." + fault.Member : "")}", fault.Sentence);
            }
        }
    }

    // The files are laid aside whole; they move into place together once the step's transaction is durable. A step that fails before leaves none of them, a host that
    // is killed between the two leaves them out, and the step can be run again: what is there with the same content stays.
    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var media = context.Services.GetRequiredService<MediaFiles>();
        var stage = context.Services.GetRequiredService<MediaStage>();
        var settings = await media.SettingsAsync();
        var files = StepMembers.Array(context.Step, "Files");
        var staged = new Dictionary<string, StagedMedia>();
        for (var i = 0; i < files.Count; i++)
        {
            var file = (JsonObject)files[i]!;
            if (Fault(file, settings, _ => null) is { } fault)
            {
                context.LeaveOut($"Files[{i}].{fault.Member}", fault.Sentence);
                continue;
            }

            try
            {
                await using var content = Open(file, context);
                staged[Target(file)] = await stage.TakeAsync(Target(file), content, content.Length);
            }
            catch (MediaRefusedException refusal) when (refusal.Reason != MediaRefusal.Disk)
            {
                context.LeaveOut($"Files[{i}]", refusal.Message);
            }
        }

        context.Services.GetRequiredService<AfterCommit>().Add(() =>
        {
            media.Put([.. staged.Values]);
            return Task.CompletedTask;
        });
    }

    private static Stream Open(JsonObject file, RecipeExecutionContext context)
        => Member(file, "Base64") is { Length: > 0 } base64 ? new MemoryStream(Convert.FromBase64String(base64)) : File.OpenRead(context.FindFile(Member(file, "SourcePath")));

    private async Task<MediaSettings> SettingsAsync(RecipeCheckContext context)
    {
        try
        {
            return context.Settings.TryGetValue(nameof(MediaSettings), out var toCome) && toCome is not null
                ? toCome.Deserialize<MediaSettings>(StepMembers.Options)!
                : await context.Services.GetRequiredService<MediaFiles>().SettingsAsync();
        }
        catch (JsonException)
        {
            context.Problem("", S["The section {0} of an earlier step cannot be read.", nameof(MediaSettings)]);
            return new MediaSettings();
        }
    }

    private (string Member, string Sentence)? Fault(JsonObject file, MediaSettings settings, Func<string, string?> fileFault)
    {
        var (target, source, base64) = (Target(file), Member(file, "SourcePath"), Member(file, "Base64"));
        if (Expression.Of(target) is null && !MediaPath.IsValid(target))
        {
            return ("TargetPath", S["“{0}” is no path inside the media folder.", target]);
        }

        if (Expression.Of(target) is null && !settings.Allows(target))
        {
            return ("TargetPath", S["Files such as “{0}” are not taken here.", Path.GetExtension(target)]);
        }

        if (Member(file, "SourceUrl").Length > 0)
        {
            return ("SourceUrl", S["Nothing is fetched from an address: lay the file beside the recipe."]);
        }

        if (base64.Length > 0)
        {
            return Expression.Of(base64) is null && !Convert.TryFromBase64String(base64, new byte[(base64.Length * 3 / 4) + 3], out _) ? ("Base64", S["This is not base64."]) : null;
        }

        return source.Length == 0 ? ("", S["A file needs a SourcePath or Base64."])
            : Expression.Of(source) is null && fileFault(source) is { } fault ? ("SourcePath", fault) : null;
    }

    private static string Target(JsonObject file) => Member(file, "TargetPath") is { Length: > 0 } target ? target : Member(file, "Path");

    private static string Member(JsonObject file, string name) => StepMembers.Get(file, name)?.ToString() ?? "";
}

/// <summary>Exports media files with their content.</summary>
internal sealed class MediaExporter(MediaFiles media) : IRecipeExporter
{
    public string StepName => "media";

    public Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => Task.FromResult<IReadOnlyList<(string Id, string Name)>>([.. media.List().Select(path => (path, path))]);

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var files = new JsonArray();
        foreach (var path in media.List().Where(path => choices?.Contains(path) != false))
        {
            files.Add(new JsonObject { ["TargetPath"] = path, ["Base64"] = Convert.ToBase64String(await media.ReadAsync(path)) });
        }

        return files.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, ["Files"] = files }];
    }
}
