using Crm.Kernel.Data;
using LinqToDB.Mapping;

namespace Crm.Kernel.Notifications;

/// <summary>
/// Something one user should know of. The row says what it is about, not what it says: its kind writes the sentence when it is read, in the reader's language and
/// without what the reader may not see.
/// </summary>
[Table("Notification", IsColumnAttributeRequired = false)]
public sealed class Notification
{
    /// <summary>Number.</summary>
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>Whose.</summary>
    public string UserId { get; set; } = "";

    /// <summary>What makes it the same notification; a user gets one of a key, whoever writes it how often.</summary>
    public string Key { get; set; } = "";

    /// <summary>What it says, one of an <see cref="INotificationSource.Kinds"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>What it is about: the content item's id.</summary>
    public string SourceId { get; set; } = "";

    /// <summary>When it was written.</summary>
    public DateTime Utc { get; set; }

    /// <summary>When it was read; null while it is new.</summary>
    public DateTime? ReadUtc { get; set; }
}

/// <summary>Writes the sentences of a module's notifications. Scoped; register with <c>services.AddNotificationSource&lt;T&gt;()</c>.</summary>
public interface INotificationSource
{
    /// <summary>The kinds it speaks for, as <see cref="Notification.Kind"/> holds them: <c>Activities.Reminder</c>.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>What is shown of each, by its number; those are left out whose record is gone or that the reader may not see.</summary>
    Task<IReadOnlyDictionary<long, ShownNotification>> ShowAsync(System.Security.Claims.ClaimsPrincipal reader, IReadOnlyList<Notification> notifications, CancellationToken cancellationToken);
}

/// <summary>What is shown of a notification.</summary>
/// <param name="Text">One sentence in the reader's language.</param>
/// <param name="Icon">A Tabler icon.</param>
/// <param name="Address">Where it leads, as <c>/admin/tasks/{id}</c>.</param>
public sealed record ShownNotification(string Text, string Icon, string Address);

/// <summary>The table.</summary>
internal sealed class NotificationMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<Notification>(table => table
            .HasIndex(row => new { row.UserId, row.Key }, unique: true)
            .HasIndex(row => new { row.UserId, row.Id })
            .HasIndex(row => new { row.UserId, row.ReadUtc }));
        return 1;
    }
}
