using System.Text.Json.Nodes;

namespace Crm.Kernel.Recipes;

/// <summary>
/// Handles the steps of one name. Register with <c>services.AddRecipeStep&lt;T&gt;()</c>. Each step runs in its own transaction; running a step twice
/// must not double anything.
/// </summary>
public abstract class RecipeStepHandler(string name)
{
    /// <summary>The step's name; compared without regard to case.</summary>
    public string Name { get; } = name;

    /// <summary>The JSON Schema (2020-12) of the step, for check and editor; must describe every member it reads.</summary>
    public abstract JsonObject Schema { get; }

    /// <summary>
    /// Looks at the step before anything runs, beyond the schema: adds problems with their JSON path, and tells the context what the step will give
    /// (features, types, roles), so that later steps may rely on it.
    /// </summary>
    public virtual Task CheckAsync(RecipeCheckContext context) => Task.CompletedTask;

    /// <summary>Does the step. Problems go to <see cref="RecipeExecutionContext.Fail"/>: one of them cancels the step's transaction.</summary>
    public abstract Task ExecuteAsync(RecipeExecutionContext context);
}

/// <summary>Gives the steps that recreate a part of the running tenant, for the composed recipe. Register with <c>services.AddRecipeExporter&lt;T&gt;()</c>.</summary>
public interface IRecipeExporter
{
    /// <summary>The step it exports.</summary>
    string StepName { get; }

    /// <summary>The choices offered (id and name), e.g. the content types.</summary>
    Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync();

    /// <summary>The steps for the chosen ids (all when null); none when there is nothing.</summary>
    Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices);
}

/// <summary>A recipe known to this host.</summary>
/// <param name="BasePath">The folder its <c>[file:…]</c> paths are relative to, and may not leave; null when it has no folder.</param>
public sealed record RecipeDescriptor(
    string Name, string DisplayName, string Description, string Author, string Version, bool IsSetupRecipe,
    IReadOnlyList<string> Categories, IReadOnlyList<string> Tags, string? BasePath, string FileName, Func<Stream> Open)
{
    /// <summary>The folder that <c>[file:…]</c> paths may not leave, when it is wider than <see cref="BasePath"/>: the module's own folder.</summary>
    public string? RootPath { get; init; }

    /// <summary>Names and descriptions in other languages, by culture name.</summary>
    public IReadOnlyDictionary<string, RecipeTexts> Localized { get; init; } = new Dictionary<string, RecipeTexts>();

    /// <summary>The name and description in that language, else as the recipe has them.</summary>
    public RecipeTexts TextsFor(System.Globalization.CultureInfo culture)
        => Localized.GetValueOrDefault(culture.Name) ?? Localized.GetValueOrDefault(culture.TwoLetterISOLanguageName) ?? new RecipeTexts(DisplayName, Description);
}

/// <summary>What people read of a recipe.</summary>
public sealed record RecipeTexts(string DisplayName, string Description);

/// <summary>A problem found in a recipe: where, and what was expected.</summary>
/// <param name="File">The recipe file's name.</param>
/// <param name="Step">The step's number from 1; 0 for the recipe itself.</param>
/// <param name="Path">JSON path from the recipe's root.</param>
/// <param name="IsWarning">True for what is only left out (an Orchard feature that is not needed here).</param>
/// <param name="Line">The line in the file from 1; 0 when it is not known.</param>
/// <param name="Column">The column from 1.</param>
public sealed record RecipeProblem(string File, int Step, string Path, string Message, bool IsWarning = false, int Line = 0, int Column = 0);

/// <summary>What a step's check sees.</summary>
public abstract class RecipeCheckContext
{
    /// <summary>The step as written; strings that are expressions are still unevaluated.</summary>
    public abstract JsonObject Step { get; }

    /// <summary>Services of the tenant as it is now.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Ids of the features on now or by an earlier step.</summary>
    public abstract ISet<string> Features { get; }

    /// <summary>Whether an earlier step switches features on that are off now, whose migrations may bring types that no step names.</summary>
    public abstract bool HasFeaturesToCome { get; }

    /// <summary>Content types that exist now or by an earlier step.</summary>
    public abstract ISet<string> ContentTypes { get; }

    /// <summary>Roles that exist now or by an earlier step.</summary>
    public abstract ISet<string> Roles { get; }

    /// <summary>Sections of the site's settings that earlier steps set, by name, as written.</summary>
    public abstract IDictionary<string, JsonNode?> Settings { get; }

    /// <summary>Why a file beside the recipe cannot be read, as a sentence; null when it can.</summary>
    public abstract string? FileFault(string path);

    /// <summary>Checks the recipe of that name as if its steps stood here: what it gives, later steps may rely on.</summary>
    /// <param name="path">JSON path below the step of the member that names it.</param>
    public abstract Task IncludeAsync(string path, string recipeName);

    /// <summary>Adds a problem.</summary>
    /// <param name="path">JSON path below the step, as <c>data[3].ContentType</c>.</param>
    public abstract void Problem(string path, string message, bool isWarning = false);
}

/// <summary>What a step's execution sees.</summary>
public abstract class RecipeExecutionContext
{
    /// <summary>The step with all expressions evaluated.</summary>
    public abstract JsonObject Step { get; }

    /// <summary>Services of this step's unit of work.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Values for <c>parameters('X')</c>.</summary>
    public abstract IReadOnlyDictionary<string, object?> Environment { get; }

    /// <summary>The folder of the recipe; null when it has none.</summary>
    public abstract string? BasePath { get; }

    /// <summary>The full path of a file beside the recipe.</summary>
    /// <exception cref="IOException">It is not there or lies outside the recipe's root; the message is a sentence.</exception>
    public abstract string FindFile(string path);

    /// <summary>Recipes to run before the next step.</summary>
    public abstract IList<string> InnerRecipes { get; }

    /// <summary>Reports a problem; the step is cancelled.</summary>
    public abstract void Fail(string path, string message);

    /// <summary>Reports an entry that cannot be taken in: cancels the step, but in a partial run it is only listed.</summary>
    public abstract void LeaveOut(string path, string message);
}
