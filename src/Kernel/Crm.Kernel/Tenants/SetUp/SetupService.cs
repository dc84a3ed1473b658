using Crm.Kernel.Data;
using Crm.Kernel.Data.Postgres;
using Crm.Kernel.Hosting;
using Crm.Kernel.Recipes;
using Crm.Kernel.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <inheritdoc cref="ISetupService"/>
internal sealed class SetupService(
    ShellHost host, IShellSettingsStore store, SetupDatabase database, IRecipeHarvester recipes, IRecipeExecutor executor, HostFolders folders, IConfiguration configuration, ErrorLog errors) : ISetupService
{
    /// <summary>Key in the tenant's settings while a setup is under way: what it finds in the database then is its own.</summary>
    internal const string Begun = "SetupBegun";

    public async Task<SetupResult> SetupAsync(SetupContext context, CancellationToken cancellationToken = default)
    {
        var settings = context.Settings;
        if (settings.State is not TenantState.Uninitialized)
        {
            return Refused("", $"The tenant {settings.Name} is not waiting to be set up ({settings.State}).");
        }

        await using var exclusive = await store.TryLockSetupAsync(settings.Name, cancellationToken);
        if (exclusive is null)
        {
            return Refused("", $"The tenant {settings.Name} is being set up by another process.");
        }

        var recipe = context.RecipeName.Length == 0 ? null : await recipes.FindAsync(context.RecipeName, cancellationToken);
        if (context.RecipeName.Length > 0 && recipe is null)
        {
            return Refused("RecipeName", $"There is no recipe named '{context.RecipeName}'.");
        }

        // What an earlier attempt left lies where that one was told to put it; this one may be told another place.
        if (settings[Begun] is { Length: > 0 })
        {
            await database.WipeAsync(settings);
        }

        TakeDatabase(context, settings);

        if (await database.ExamineAsync(settings, cancellationToken) is { } problem)
        {
            return Refused(problem.Field, problem.Sentence);
        }

        return await RunAsync(context, settings, recipe, cancellationToken);
    }

    private async Task<SetupResult> RunAsync(SetupContext context, ShellSettings settings, RecipeDescriptor? recipe, CancellationToken cancellationToken)
    {
        settings.State = TenantState.Initializing;
        settings[Begun] = "true";
        settings["RecipeName"] = context.RecipeName;
        await host.UpdateShellSettingsAsync(settings);
        var problems = new List<(string, string)>();
        try
        {
            await FillAsync(context, settings, recipe, problems, cancellationToken);
        }
        catch (Exception e)
        {
            problems.Add(("", e is OperationCanceledException ? "The setup was cancelled." : $"The setup failed: {e.Message} (reference {errors.Record(settings.Name, "setup", context.AdminUsername, e)})"));
        }

        if (problems.Count == 0)
        {
            settings.State = TenantState.Running;
        }
        else
        {
            settings.State = TenantState.Uninitialized;
            await host.CloseAsync(settings);
            await database.WipeAsync(settings);
        }

        settings[Begun] = null;
        settings[TenantSchema.Existed] = problems.Count == 0 ? settings[TenantSchema.Existed] : null;
        await host.UpdateShellSettingsAsync(settings);
        return new SetupResult(problems);
    }

    private async Task FillAsync(SetupContext context, ShellSettings settings, RecipeDescriptor? recipe, List<(string, string)> problems, CancellationToken cancellationToken)
    {
        var steps = recipe is null ? 2 : 3;
        context.Progress?.Report(new SetupProgress("Preparing the database", 1, steps));
        await InScopeAsync(settings, async services =>
        {
            await services.GetRequiredService<IShellFeaturesManager>().UpdateFeaturesAsync([], []);
            await WriteSiteAsync(services, context);
        });
        if (recipe is not null)
        {
            context.Progress?.Report(new SetupProgress("Running the recipe {0}", 2, steps, recipe.DisplayName));
            var report = await executor.ExecuteAsync(settings, recipe, OptionsOf(context), cancellationToken);
            problems.AddRange(report.Problems.Where(problem => !problem.IsWarning).Select(problem => ("RecipeName", $"{problem.File}, step {problem.Step}, {problem.Path}: {problem.Message}")));
            if (!report.Succeeded)
            {
                problems.AddRange(report.Steps.Where(step => step.State is RecipeStepState.Failed).Select(step => ("RecipeName", $"Step {step.Number} ({step.Name}) failed. {step.Message}")));
            }

            if (problems.Count > 0 && !(report.Succeeded && context.Partial))
            {
                return;
            }

            problems.Clear();
        }

        context.Progress?.Report(new SetupProgress("Creating the administrator", steps, steps));
        await InScopeAsync(settings, async services =>
        {
            await WriteSiteAsync(services, context);
            foreach (var handler in services.GetServices<ISetupEventHandler>())
            {
                await handler.SetupAsync(context, (field, sentence) => problems.Add((field, sentence)));
            }

            if (problems.Count > 0)
            {
                await services.GetRequiredService<ISession>().CancelAsync();
            }
        });
    }

    private async Task InScopeAsync(ShellSettings settings, Func<IServiceProvider, Task> work)
        => await (await host.GetScopeAsync(settings)).UsingAsync(async services =>
        {
            var change = services.GetRequiredService<ChangeContext>();
            change.Actor = change.ActorName = "setup";
            await work(services);
        });

    // Before the recipe, so that its expressions see them, and after it, for what was typed wins.
    private static async Task WriteSiteAsync(IServiceProvider services, SetupContext context)
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        site.SiteName = Or(context.SiteName, site.SiteName);
        site.TimeZoneId = Or(context.SiteTimeZone, site.TimeZoneId);
        site.SuperUser = context.AdminUserId;
        await sites.UpdateSiteSettingsAsync(site);
    }

    private static RecipeOptions OptionsOf(SetupContext context) => new()
    {
        Partial = context.Partial,
        Actor = "setup",
        ActorName = "setup",
        Environment = new Dictionary<string, object?>
        {
            ["SiteName"] = context.SiteName,
            ["AdminUsername"] = context.AdminUsername,
            ["AdminUserId"] = context.AdminUserId,
            ["AdminEmail"] = context.AdminEmail,
            ["AdminPassword"] = context.AdminPassword,
            ["SiteTimeZone"] = context.SiteTimeZone,
            ["DefaultCulture"] = context.Culture,
        },
    };

    // What the setup says, else the tenant's own settings, else what the host's configuration says for this tenant or for all.
    private void TakeDatabase(SetupContext context, ShellSettings settings)
    {
        var layered = ShellConfiguration.Of(settings, configuration, folders);
        settings["DatabaseProvider"] = Or(context.DatabaseProvider, layered["DatabaseProvider"] ?? "Sqlite");
        settings["ConnectionString"] = Or(context.ConnectionString, layered["ConnectionString"]!);
        settings["Schema"] = Or(context.Schema, layered["Schema"]!);
    }

    private static string Or(string? value, string otherwise) => string.IsNullOrWhiteSpace(value) ? otherwise : value;

    private static SetupResult Refused(string field, string sentence) => new([(field, sentence)]);
}
