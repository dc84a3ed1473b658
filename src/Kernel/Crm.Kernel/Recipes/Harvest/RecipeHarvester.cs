using System.Collections.Concurrent;
using Crm.Kernel.Modules;
using Crm.Kernel.Recipes.Reading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Recipes.Harvest;

/// <summary>
/// Recipes lie as files: the host's in <c>recipes/</c> beside its program and in its content root, a module's in <c>modules/{Id}/Recipes/</c> beside the
/// program (copied there by the build), a plugin's in its own <c>Recipes/</c> folder.
/// </summary>
internal sealed class RecipeHarvester(IExtensionManager extensions, IHostEnvironment environment, ILogger<RecipeHarvester> logger) : IRecipeHarvester
{
    private const string Pattern = "*.recipe.json";

    private readonly ConcurrentDictionary<string, (DateTime Written, RecipeDescriptor Descriptor)> _read = new();

    public async Task<IReadOnlyList<RecipeDescriptor>> HarvestRecipesAsync(CancellationToken cancellationToken = default)
    {
        var found = new List<RecipeDescriptor>();
        foreach (var (folder, root) in Folders().DistinctBy(pair => pair.Folder))
        {
            if (!Directory.Exists(folder))
            {
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal))
            {
                found.Add(await DescribeAsync(file, root, cancellationToken));
            }
        }

        return [.. found.DistinctBy(recipe => recipe.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private IEnumerable<(string Folder, string Root)> Folders()
    {
        foreach (var host in new[] { AppContext.BaseDirectory, environment.ContentRootPath }.Select(Path.GetFullPath))
        {
            var folder = Path.Combine(host, "recipes");
            yield return (folder, folder);
        }

        foreach (var extension in extensions.GetExtensions())
        {
            var root = extension.Folder ?? Path.Combine(AppContext.BaseDirectory, "modules", extension.Id);
            yield return (Path.Combine(root, "Recipes"), root);
        }
    }

    private async Task<RecipeDescriptor> DescribeAsync(string file, string root, CancellationToken cancellationToken)
    {
        var written = File.GetLastWriteTimeUtc(file);
        if (_read.TryGetValue(file, out var known) && known.Written == written)
        {
            return known.Descriptor;
        }

        var descriptor = RecipeFile.Describe(file, root);
        try
        {
            descriptor = (await RecipeReader.ReadAsync(descriptor, PlainLocalizer.Instance, cancellationToken: cancellationToken)).Descriptor;
        }
        catch (RecipeFormatException fault)
        {
            // It stays in the list under its file's name, so that its check can show the fault.
            logger.LogError("The recipe {File} cannot be read: {Reason}", file, fault.Message);
        }

        _read[file] = (written, descriptor);
        return descriptor;
    }
}
