namespace Crm.Kernel.Tenants;

/// <summary>Makes an uninitialized tenant a running one. A host singleton, also resolvable in every tenant.</summary>
public interface ISetupService
{
    /// <summary>
    /// Prepares the database, runs the recipe, creates the administrator and sets the tenant running. When it fails the tenant is uninitialized again and what was
    /// written is wiped, so that it can be tried anew.
    /// </summary>
    Task<SetupResult> SetupAsync(SetupContext context, CancellationToken cancellationToken = default);
}

/// <summary>What a setup is told.</summary>
public sealed class SetupContext
{
    /// <summary>The tenant.</summary>
    public required ShellSettings Settings { get; init; }

    /// <summary>The name of the site.</summary>
    public string SiteName { get; init; } = "";

    /// <summary>The administrator's sign-in name.</summary>
    public string AdminUsername { get; init; } = "";

    /// <summary>The administrator's id, made up front so that recipes can name the owner.</summary>
    public string AdminUserId { get; init; } = Content.ContentId.New();

    /// <summary>The administrator's address.</summary>
    public string AdminEmail { get; init; } = "";

    /// <summary>The administrator's password; judged by the users module.</summary>
    public string AdminPassword { get; init; } = "";

    /// <summary>IANA time zone.</summary>
    public string SiteTimeZone { get; init; } = "";

    /// <summary>The site's language, as "fr".</summary>
    public string Culture { get; init; } = "";

    /// <summary>"Sqlite" or "Postgres"; what the tenant's settings say when null.</summary>
    public string? DatabaseProvider { get; init; }

    /// <summary>The connection string for Postgres; what the tenant's settings say when null.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The PostgreSQL schema; what the tenant's settings say when null.</summary>
    public string? Schema { get; init; }

    /// <summary>The recipe's name; blank runs none (tests).</summary>
    public string RecipeName { get; init; } = "";

    /// <summary>Runs only what of the recipe this host knows.</summary>
    public bool Partial { get; init; }

    /// <summary>Told of each step.</summary>
    public IProgress<SetupProgress>? Progress { get; init; }
}

/// <summary>How far a setup is, as a sentence.</summary>
/// <param name="Sentence">English, to be localised by who shows it; <c>{0}</c> stands for the subject.</param>
/// <param name="Subject">What the step is about, as the recipe's name; else empty.</param>
public sealed record SetupProgress(string Sentence, int Step, int Steps, string Subject = "");

/// <summary>How a setup ended.</summary>
/// <param name="Errors">Sentences by the field they concern ("" for none); empty when it succeeded.</param>
public sealed record SetupResult(IReadOnlyList<(string Field, string Sentence)> Errors)
{
    /// <summary>Whether the tenant runs.</summary>
    public bool Succeeded => Errors.Count == 0;
}

/// <summary>
/// Takes part in a setup, in the tenant's scope after the recipe ran: the users module creates the administrator. Register with
/// <c>services.AddScoped&lt;ISetupEventHandler, T&gt;()</c>.
/// </summary>
public interface ISetupEventHandler
{
    /// <summary>Does its part; problems go to <paramref name="fail"/> (field, sentence) and undo the setup.</summary>
    Task SetupAsync(SetupContext context, Action<string, string> fail);
}
