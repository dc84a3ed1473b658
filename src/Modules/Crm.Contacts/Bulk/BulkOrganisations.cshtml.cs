using Crm.Contacts.Rights;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary>Asks before many organisations are changed.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class BulkOrganisations(StartBulk bulk, BulkWords words, IStringLocalizer<BulkPage> s) : BulkPage(bulk, words, s, ContactTypes.Organisation);
