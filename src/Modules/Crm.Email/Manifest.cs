using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Email", Name = "E-mail", Description = "Messages as e-mail: by a mail server, or kept in a mailbox of the site’s own.", Category = "CRM", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Contacts", "Crm.Messaging"])]
