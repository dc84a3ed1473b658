using Crm.Kernel.Data;
using Crm.Messaging.Approvals;
using Crm.Messaging.Automations;
using Crm.Messaging.Brakes;
using Crm.Messaging.Contexts;
using Crm.Messaging.Messages;
using Crm.Messaging.Pace;
using Crm.Messaging.Preferences;
using Crm.Messaging.Returns;
using Crm.Messaging.StopList;
using Crm.Messaging.Templates;
using Crm.Messaging.Tracking;

namespace Crm.Messaging;

/// <summary>The tables of the module.</summary>
internal sealed class MessagingMigration(IDocumentManager<LinkSecret> secrets, IDocumentManager<StopListSecret> stopSecrets) : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<Message>(table => table
            .HasIndex(row => new { row.Action, row.PersonId, row.Step }, unique: true)
            .HasIndex(row => new { row.MessageId }, unique: true)
            .HasIndex(row => new { row.State, row.NextUtc })
            .HasIndex(row => new { row.State, row.Reason, row.Detail })
            .HasIndex(row => new { row.PersonId, row.BegunUtc })
            .HasIndex(row => new { row.Action, row.State })
            .HasIndex(row => row.SentUtc)
            .HasIndex(row => row.ClaimedBy)
            .HasIndex(row => row.TextId));
        await SchemaBuilder.CreateTableAsync<MessageText>(table => table.HasIndex(row => new { row.Hash }, unique: true).HasIndex(row => row.PersonId));
        await SchemaBuilder.CreateTableAsync<Brake>(table => table.HasIndex(row => new { row.BrakeId }, unique: true).HasIndex(row => row.ReleasedUtc));
        await SchemaBuilder.CreateTableAsync<Preference>(table => table.HasIndex(row => new { row.PersonId, row.Id }));
        await secrets.UpdateAsync(LeaveLinks.NewSecret());
        await CreateReturnsAsync();
        await CreateTemplatesAsync();
        await CreateExitsAsync();
        await CreateApprovalsAsync();
        await CreatePausesAsync();
        await CreateTrackingAsync();
        await CreateContextsAsync();
        return 11;
    }

    /// <summary>What comes back, and the stop list.</summary>
    public async Task<int> UpdateFrom1Async()
    {
        await SchemaBuilder.AlterTableAsync<Message>(table => table.AddColumn(row => row.AddressKey));
        await SchemaBuilder.AlterTableAsync<Brake>(table => table.AddColumn(row => row.Trip));
        await CreateReturnsAsync();
        return 2;
    }

    private async Task CreateReturnsAsync()
    {
        await SchemaBuilder.CreateTableAsync<StoppedAddress>(table => table.HasIndex(row => new { row.AddressKey, row.LiftedUtc }));
        await SchemaBuilder.CreateTableAsync<MessageReturn>(table => table
            .HasIndex(row => new { row.MessageRow, row.Kind }, unique: true)
            .HasIndex(row => new { row.Kind, row.MessageRow })
            .HasIndex(row => new { row.SentUtc })
            .HasIndex(row => new { row.Action, row.Kind }));
        var secret = await stopSecrets.GetOrCreateMutableAsync();
        if (secret.Key.Length == 0)
        {
            secret.Key = AddressKeys.NewSecret().Key;
            await stopSecrets.UpdateAsync(secret);
        }
    }

    /// <summary>Mail templates, and what a message needs to be made of one.</summary>
    public async Task<int> UpdateFrom2Async()
    {
        await SchemaBuilder.AlterTableAsync<Message>(table => table.AddColumn(row => row.Snapshot).AddColumn(row => row.Merged));
        await SchemaBuilder.AlterTableAsync<MessageText>(table => table.AddColumn(row => row.TemplateVersionId).AddColumn(row => row.LayoutVersionId).AddColumn(row => row.TemplateName).AddColumn(row => row.TemplateVersion));
        await CreateTemplatesAsync();
        return 3;
    }

    /// <summary>How much a message says.</summary>
    public async Task<int> UpdateFrom3Async()
    {
        await SchemaBuilder.AlterTableAsync<Message>(table => table.AddColumn(row => row.Intensity));
        return 4;
    }

    /// <summary>The rule that put a message, and who was taken out of one.</summary>
    public async Task<int> UpdateFrom4Async()
    {
        await SchemaBuilder.AlterTableAsync<Message>(table => table.AddColumn(row => row.Automation).AddColumn(row => row.AutomationTitle).AddColumn(row => row.Because));
        await CreateExitsAsync();
        return 5;
    }

    private Task CreateExitsAsync() => SchemaBuilder.CreateTableAsync<AutomationExit>(table => table.HasIndex(row => new { row.PersonId, row.Id }));

    /// <summary>Approvals of what is old.</summary>
    public async Task<int> UpdateFrom5Async()
    {
        await CreateApprovalsAsync();
        return 6;
    }

    /// <summary>Receiving domains that are left in peace.</summary>
    public async Task<int> UpdateFrom6Async()
    {
        await CreatePausesAsync();
        return 7;
    }

    private Task CreatePausesAsync() => SchemaBuilder.CreateTableAsync<DomainPause>(table => table.HasIndex(row => new { row.Channel, row.Domain }, unique: true));

    /// <summary>Brakes on segments.</summary>
    public async Task<int> UpdateFrom7Async()
    {
        await SchemaBuilder.AlterTableAsync<Brake>(table => table.AddColumn(row => row.ValueName));
        return 8;
    }

    private Task CreateApprovalsAsync() => SchemaBuilder.CreateTableAsync<Approval>(table => table.HasIndex(row => row.TextId));

    /// <summary>Consent to being tracked.</summary>
    public async Task<int> UpdateFrom8Async()
    {
        await CreateTrackingAsync();
        return 9;
    }

    private Task CreateTrackingAsync() => SchemaBuilder.CreateTableAsync<TrackingAnswer>(table => table.HasIndex(row => new { row.PersonId, row.Id }));

    /// <summary>What people go through.</summary>
    public async Task<int> UpdateFrom9Async()
    {
        await CreateContextsAsync();
        return 10;
    }

    /// <summary>What is noted of a letter's reading.</summary>
    public async Task<int> UpdateFrom10Async()
    {
        await SchemaBuilder.AlterTableAsync<Message>(table => table.AddColumn(row => row.Tracks));
        return 11;
    }

    private Task CreateContextsAsync() => SchemaBuilder.CreateTableAsync<ContextEntry>(table => table.HasIndex(row => new { row.ContextId, row.Version }, unique: true).HasIndex(row => new { row.SubjectId, row.Id }));

    private async Task CreateTemplatesAsync()
    {
        await SchemaBuilder.CreateTableAsync<MailTemplate>(table => table.HasIndex(row => new { row.Name }, unique: true));
        await SchemaBuilder.CreateTableAsync<MailTemplateVersion>(table => table.HasIndex(row => new { row.TemplateId, row.Version }, unique: true));
    }
}
