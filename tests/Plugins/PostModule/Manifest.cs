using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "PostModule", Name = "Post", Category = "Tests", Dependencies = ["Crm.Messaging"])]
