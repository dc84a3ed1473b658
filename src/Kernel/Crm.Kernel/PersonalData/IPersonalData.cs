using System.Text.Json.Nodes;
using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.PersonalData;

/// <summary>
/// What a module keeps of a person: it hands all of it out when they ask (access, portability), and takes it away when they ask for that. Every place that stores something of
/// people belongs to one of these; <c>docs/privacy.md</c> lists them. Scoped; register with <c>services.AddPersonalData&lt;T&gt;()</c>.
/// </summary>
public interface IPersonalData
{
    /// <summary>Its name, that of its file in the export: lower-case letters, digits and hyphens; unique among all modules.</summary>
    string Name { get; }

    /// <summary>What it is about, in the language of the moment.</summary>
    string Title { get; }

    /// <summary>
    /// Whether it keeps copies of what other modules hold (an index, stored answers, history): an erasure asks it after those, when <see cref="Erasure.Gone"/> names all that went.
    /// </summary>
    bool HoldsCopies => false;

    /// <summary>All that is kept, those in the trash and former states included; no field is left out.</summary>
    Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken);

    /// <summary>What an erasure would take away and what it would leave, with counts; nothing is changed.</summary>
    Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken);

    /// <summary>
    /// Takes away what lies in the database, within the one transaction of the whole erasure. Told twice, the second time finds nothing and changes nothing.
    /// </summary>
    /// <returns>What <see cref="EraseOutsideAsync"/> has to know, for the person is no longer there to be read then; null when nothing lies outside the database.</returns>
    Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken);

    /// <summary>
    /// Takes away what lies outside the database (files, an index), after the commit: at least once, again after a kill. False when it has to be called once more, because something else is
    /// still at work there.
    /// </summary>
    /// <param name="rest">What <see cref="EraseAsync"/> returned.</param>
    Task<bool> EraseOutsideAsync(JsonObject rest, CancellationToken cancellationToken) => Task.FromResult(true);
}

/// <summary>What a module keeps of a person.</summary>
/// <param name="Data">All of it, as JSON.</param>
/// <param name="Lines">The same to be read: at least the gist of it, in the language of the moment.</param>
/// <param name="Files">Files that go along.</param>
public sealed record HeldData(JsonNode Data, IReadOnlyList<HeldLine> Lines, IReadOnlyList<HeldFile> Files)
{
    /// <summary>Nothing is kept.</summary>
    public static readonly HeldData None = new(new JsonObject(), [], []);

    /// <summary>Whether nothing is kept.</summary>
    public bool IsEmpty => Lines.Count == 0 && Files.Count == 0;
}

/// <summary>A line of what is kept, to be read.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">What it says.</param>
public sealed record HeldLine(string Label, string Value);

/// <summary>A file that belongs to what is kept.</summary>
/// <param name="Name">Its path in the export, below a folder of the module's.</param>
/// <param name="Open">Opens it; null when it is gone meanwhile.</param>
public sealed record HeldFile(string Name, Func<Stream?> Open);

/// <summary>A line of the preview of an erasure.</summary>
/// <param name="What">What it is about, in the language of the moment: "Notes, calls and letters".</param>
/// <param name="Count">How many.</param>
/// <param name="Stays">Null for what goes; else why it stays, or in what form, as a sentence.</param>
public sealed record ErasureLine(string What, long Count, string? Stays = null);

/// <summary>Registration of personal data.</summary>
public static class PersonalDataServices
{
    /// <summary>Adds what a module keeps of people.</summary>
    public static IServiceCollection AddPersonalData<T>(this IServiceCollection services) where T : class, IPersonalData => services.AddScoped<IPersonalData, T>();

    /// <summary>What every tenant has of this room.</summary>
    internal static IServiceCollection AddPersonalDataKernel(this IServiceCollection services)
    {
        services.AddScoped(provider => new Erasure(provider.GetRequiredService<Session>(), provider.GetRequiredService<TenantStore>()));
        services.AddScoped<DatabaseRemains>().AddScoped<DataUses>();
        services.AddPersonalData<PastOfPerson>().AddPersonalData<OperationsOnPerson>().AddPersonalData<NotificationsOnPerson>();
        return services;
    }
}
